"""Nothing points across tenants: a second foreign key over tenant and number beside each of Django's."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Keeps links between rows inside their tenant, which row-level security does not."""

    dependencies = [("ratings", "0007_protect_reconsiderations"), ("reviews", "0011_keep_links_within_tenant")]

    operations = [
        keep_within_tenant(
            "ratings_ballot",
            "ratings_ballotcount",
            "ratings_board",
            "ratings_boardgroup",
            "ratings_capgroup",
            "ratings_criteriondegree",
            "ratings_decision",
            "ratings_decisionitem",
            "ratings_inspection",
            "ratings_inspectionfinding",
            "ratings_ratingcase",
        ),
    ]
