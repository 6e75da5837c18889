"""Row-level security for the levels of other lines and their reports."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0019_record_other_lines")]

    operations = [
        protect_tables(
            "ratings_siderating", "ratings_historicalsiderating", "ratings_sidereport", "ratings_sidereceipt"
        ),
    ]
