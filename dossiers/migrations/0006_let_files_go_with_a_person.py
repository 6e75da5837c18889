"""Files and prints go with an approved disposal that names them, or with an approved erasure that names their place."""

from django.db import migrations

from orgchart.row_security import deleted_only_when


def listed(model: str) -> str:
    """Whether an approved list that is not carried out yet names the row."""
    rows = "dossiers_disposalentry e JOIN dossiers_disposal d ON d.id = e.disposal_id"
    named = f"e.model = '{model}' AND e.object_id = OLD.id AND d.state = 'approved'"
    return f"EXISTS (SELECT 1 FROM {rows} WHERE {named})"  # noqa: S608 - names of our own


def erased(place: str, files: str = "") -> str:
    """Whether an approved erasure that is not carried out yet names the place of the file on the disk."""
    named = f"e.state = 'approved' AND e.tenant_id = OLD.tenant_id AND CAST(e.paths AS TEXT) LIKE '%' || {place} || '%'"
    return f"EXISTS (SELECT 1 FROM orgchart_erasure e {files} WHERE {named})"  # noqa: S608 - names of our own


FILE, PRINT = listed("dossiers.file"), listed("dossiers.printeddocument")
OF_PRINT = "JOIN dossiers_file f ON f.id = OLD.file_id"
FORMER = [deleted_only_when("dossiers_file", FILE), deleted_only_when("dossiers_printeddocument", PRINT)]


class Migration(migrations.Migration):
    """In place of the walls that knew of disposals alone."""

    dependencies = [("dossiers", "0005_protect_what_is_kept"), ("orgchart", "0004_protect_erasures")]

    operations = [
        *(migrations.RunPython(wall.reverse_code, wall.code, elidable=False) for wall in FORMER),
        deleted_only_when("dossiers_file", f"{FILE} OR {erased('OLD.content')}"),
        deleted_only_when("dossiers_printeddocument", f"{PRINT} OR {erased('f.content', OF_PRINT)}"),
    ]
