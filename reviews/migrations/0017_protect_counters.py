"""Row-level security for the counters of the tenants below."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant."""

    dependencies = [("reviews", "0016_count_progress_below")]

    operations = [protect_tables("reviews_progresscounter")]
