"""Row-level security for the counters of the results."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0021_count_results")]

    operations = [protect_tables("ratings_resultcounter", "ratings_reportedcounter")]
