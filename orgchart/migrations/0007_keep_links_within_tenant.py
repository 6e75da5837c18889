"""Nothing points across tenants: a second foreign key over tenant and number beside each of Django's."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Keeps links between rows inside their tenant, which row-level security does not."""

    dependencies = [("orgchart", "0006_keep_rosters")]

    operations = [
        keep_within_tenant(
            "orgchart_auditrecord",
            "orgchart_cellmembership",
            "orgchart_collective",
            "orgchart_disciplinerecord",
            "orgchart_envelope",
            "orgchart_envelopefile",
            "orgchart_managementlink",
            "orgchart_numberregister",
            "orgchart_organization",
            "orgchart_person",
            "orgchart_post",
            "orgchart_rolegrant",
            "orgchart_succession",
            "orgchart_supervision",
        ),
    ]
