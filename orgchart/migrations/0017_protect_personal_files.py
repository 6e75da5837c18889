"""Row-level security for the files of persons who go to another office."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("orgchart", "0016_carry_personal_files")]

    operations = [protect_tables("orgchart_personalfile")]
