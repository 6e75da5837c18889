"""Row-level security for the corrections."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0013_record_corrections")]

    operations = [protect_tables("ratings_correction"), keep_within_tenant("ratings_correction")]
