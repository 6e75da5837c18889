"""Names leave the trail with an approved erasure and in no other way; the chain is made anew over digests of records."""

from django.db import migrations

from orgchart.row_security import (
    added_only_when,
    append_only,
    changed_only_when,
    emptied,
    insert_only,
    update_granted,
)

TEXTS = ("actor_name", "on_behalf_of", "summary", "changes")
# The erasure is being carried out, and has written down what the record was.
REDACTED = (
    "EXISTS (SELECT 1 FROM orgchart_auditredaction r JOIN orgchart_erasure e ON e.id = r.erasure_id "
    "WHERE r.record_id = OLD.id AND e.state = 'approved')"
)
APPROVED = "EXISTS (SELECT 1 FROM orgchart_erasure e WHERE e.id = NEW.erasure_id AND e.state = 'approved')"


class Migration(migrations.Migration):
    """Seals were made over columns before; they go, and the next run of the sealing covers the whole trail again."""

    dependencies = [("orgchart", "0004_protect_erasures")]

    operations = [
        changed_only_when("orgchart_auditrecord", TEXTS, REDACTED),
        update_granted("orgchart_auditrecord", *TEXTS),
        append_only("orgchart_auditredaction"),
        added_only_when("orgchart_auditredaction", APPROVED),
        insert_only("orgchart_auditredaction"),
        emptied("orgchart_auditseal"),
    ]
