"""Row-level security for every table of a tenant."""

from django.db import migrations

from orgchart.row_security import append_only, byte_ordered, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("orgchart", "0001_create_orgchart")]

    operations = [
        protect_tables(
            "orgchart_auditrecord",
            "orgchart_cellmembership",
            "orgchart_collective",
            "orgchart_disciplinerecord",
            "orgchart_envelope",
            "orgchart_envelopefile",
            "orgchart_historicalcollective",
            "orgchart_historicalorganization",
            "orgchart_historicalperson",
            "orgchart_historicalpost",
            "orgchart_managementlink",
            "orgchart_numberregister",
            "orgchart_organization",
            "orgchart_person",
            "orgchart_post",
            "orgchart_rolegrant",
            "orgchart_succession",
            "orgchart_supervision",
        ),
        append_only("orgchart_auditrecord"),
        byte_ordered("orgchart_person", "sort_key", 400),
    ]
