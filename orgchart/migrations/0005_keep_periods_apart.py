"""Periods that exclude each other, and row-level security for the history of disciplinary decisions."""

from django.db import migrations

from orgchart.periods import Apart, keep_apart
from orgchart.row_security import protect_tables

MANAGED = {"begin": "valid_from", "end": "valid_to"}


class Migration(migrations.Migration):
    """One head a collective, one official cell a member, one deciding body a post: at any one day."""

    dependencies = [("orgchart", "0004_follow_reorganisations")]

    operations = [
        protect_tables("orgchart_historicaldisciplinerecord"),
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
    ]  # fmt: skip
