"""Row-level security for the score sheets."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0009_score_by_points")]

    operations = [
        protect_tables("ratings_casescore", "ratings_historicalcasescore"),
        keep_within_tenant("ratings_casescore"),
    ]
