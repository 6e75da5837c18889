"""Row-level security for own sets, their history, received sets and notes on the timetable."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Each row is seen by its own tenant only."""

    dependencies = [("reviews", "0014_write_own_regulation_sets")]

    operations = [
        protect_tables("reviews_ownset", "reviews_historicalownset", "reviews_receivedset", "reviews_timetablenote")
    ]
