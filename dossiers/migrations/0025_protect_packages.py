"""Row-level security for what is laid before deciding bodies."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("dossiers", "0024_lay_before_the_body")]

    operations = [protect_tables("dossiers_boardpackage"), keep_within_tenant("dossiers_boardpackage")]
