"""Row-level security for confirmations of the executive committee."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("ratings", "0026_confirm_by_both")]

    operations = [protect_tables("ratings_boardconfirmation"), keep_within_tenant("ratings_boardconfirmation")]
