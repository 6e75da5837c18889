"""Row-level security for batches of prints."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("dossiers", "0019_print_in_batches")]

    operations = [protect_tables("dossiers_printbatch", "dossiers_batcheddocument")]
