"""Walls round the new tables; papers go only with an approved disposal that names them, and its record stays."""

from django.db import migrations

from orgchart.row_security import deleted_only_when, never_deleted, protect_tables


KEPT = never_deleted("dossiers_dossier", "state", "submitted", "returned", "received")


def listed(model: str) -> str:
    """Whether an approved list that is not carried out yet names the row."""
    rows = "dossiers_disposalentry e JOIN dossiers_disposal d ON d.id = e.disposal_id"
    named = f"e.model = '{model}' AND e.object_id = OLD.id AND d.state = 'approved'"
    return f"EXISTS (SELECT 1 FROM {rows} WHERE {named})"  # noqa: S608 - names of our own


class Migration(migrations.Migration):
    """In place of the plain refusal to delete a dossier that was handed in."""

    dependencies = [("dossiers", "0004_keep_and_dispose")]

    operations = [
        protect_tables(
            "dossiers_disposal", "dossiers_disposalentry", "dossiers_hold", "dossiers_retentionperiod"
        ),
        migrations.RunPython(KEPT.reverse_code, KEPT.code, elidable=False),
        deleted_only_when(
            "dossiers_dossier", listed("dossiers.dossier"), unless="OLD.state NOT IN ('submitted', 'returned', 'received')"
        ),
        deleted_only_when("dossiers_file", listed("dossiers.file")),
        deleted_only_when("dossiers_printeddocument", listed("dossiers.printeddocument")),
        deleted_only_when(
            "dossiers_issuedletter", listed("dossiers.issuedletter"), unless="OLD.state <> 'published'"
        ),
        deleted_only_when("dossiers_boardpackage", listed("dossiers.boardpackage")),
        deleted_only_when("dossiers_disposal", "FALSE"),
        deleted_only_when("dossiers_disposalentry", "FALSE"),
        deleted_only_when("dossiers_hold", "FALSE"),
        deleted_only_when("dossiers_retentionperiod", "FALSE"),
    ]  # fmt: skip
