"""Row-level security for the open cases."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant."""

    dependencies = [("reviews", "0005_decide_open_cases")]

    operations = [protect_tables("reviews_opencase")]
