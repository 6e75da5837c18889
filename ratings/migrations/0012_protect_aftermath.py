"""Row-level security for what follows the ballots."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0011_create_aftermath")]

    operations = [
        protect_tables(
            "ratings_award",
            "ratings_complaint",
            "ratings_complaintpoint",
            "ratings_managernotice",
            "ratings_publication",
            "ratings_voting",
            "ratings_votingcode",
        ),
    ]
