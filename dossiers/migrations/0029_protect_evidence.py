"""Row-level security for the files that prove reports and checks."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("dossiers", "0028_keep_evidence")]

    operations = [protect_tables("dossiers_evidence")]
