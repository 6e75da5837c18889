"""Row-level security for every table of a tenant."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0001_create_ratings")]

    operations = [
        protect_tables(
            "ratings_ballot",
            "ratings_ballotcount",
            "ratings_board",
            "ratings_boardgroup",
            "ratings_capgroup",
            "ratings_criteriondegree",
            "ratings_decision",
            "ratings_decisionitem",
            "ratings_historicalratingcase",
            "ratings_ratingcase",
        ),
    ]
