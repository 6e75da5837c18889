"""Walls round every table of a tenant, periods that exclude each other, a trail that is only ever added to."""

from django.db import migrations

from orgchart.periods import Apart, keep_apart
from orgchart.row_security import append_only, byte_ordered, insert_only, protect_tables

MANAGED = {"begin": "valid_from", "end": "valid_to"}


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("orgchart", "0001_create_orgchart")]

    operations = [
        protect_tables(
            "orgchart_auditrecord",
            "orgchart_auditseal",
            "orgchart_cellexception",
            "orgchart_cellmembership",
            "orgchart_collective",
            "orgchart_delegation",
            "orgchart_disciplinerecord",
            "orgchart_envelope",
            "orgchart_envelopefile",
            "orgchart_historicalcollective",
            "orgchart_historicaldisciplinerecord",
            "orgchart_historicalorganization",
            "orgchart_historicalperson",
            "orgchart_historicalpost",
            "orgchart_managementlink",
            "orgchart_numberregister",
            "orgchart_organization",
            "orgchart_person",
            "orgchart_personalfile",
            "orgchart_post",
            "orgchart_rolegrant",
            "orgchart_rosterimport",
            "orgchart_sentform",
            "orgchart_succession",
            "orgchart_supervision",
        ),
        append_only("orgchart_auditrecord"),
        byte_ordered("orgchart_person", "sort_key", 400),
        keep_apart(
            Apart("orgchart_post", "orgchart_post_heads_apart", ["collective_id"], only={"role": "head"}),
            Apart("orgchart_post", "orgchart_post_apart_in_collective", ["person_id", "collective_id"], ["title"]),
            Apart(
                "orgchart_cellmembership", "orgchart_cellmembership_official_apart", ["person_id"],
                only={"kind": "official"},
            ),
            Apart("orgchart_cellmembership", "orgchart_cellmembership_apart", ["person_id", "cell_id"], ["kind"]),
            Apart("orgchart_supervision", "orgchart_supervision_apart", ["person_id", "organization_id"]),
            Apart("orgchart_managementlink", "orgchart_managementlink_post_apart", ["post_id"], **MANAGED),
            Apart("orgchart_managementlink", "orgchart_managementlink_collective_apart", ["collective_id"], **MANAGED),
            Apart("orgchart_managementlink", "orgchart_managementlink_unit_apart", ["organization_id"], **MANAGED),
            Apart("orgchart_tenantlink", "orgchart_tenantlink_apart", ["subordinate_id"], ["line"], **MANAGED),
        ),
        append_only("orgchart_auditseal"),
        insert_only("orgchart_auditrecord", "orgchart_auditseal"),
    ]
