"""Row-level security for scanned piles."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0008_keep_scans")]

    operations = [protect_tables("dossiers_scanbatch", "dossiers_scannedfile")]
