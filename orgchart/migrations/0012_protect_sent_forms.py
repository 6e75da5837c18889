"""Row-level security for the keys of forms that were sent."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("orgchart", "0011_remember_sent_forms")]

    operations = [protect_tables("orgchart_sentform")]
