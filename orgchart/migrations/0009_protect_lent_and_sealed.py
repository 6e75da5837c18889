"""The walls round what was lent, entrusted and sealed; the trail and its seals are only ever added to."""

from django.db import migrations

from orgchart.row_security import append_only, insert_only, protect_tables


class Migration(migrations.Migration):
    """Binds the new tables to the open tenant, and takes the right to change the trail from whoever uses it."""

    dependencies = [("orgchart", "0008_lend_and_seal")]

    operations = [
        protect_tables("orgchart_auditseal", "orgchart_cellexception", "orgchart_delegation"),
        append_only("orgchart_auditseal"),
        insert_only("orgchart_auditrecord", "orgchart_auditseal"),
    ]
