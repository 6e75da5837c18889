"""Row-level security for the notices of a plan."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0035_tell_of_the_plan")]

    operations = [protect_tables("reviews_plannotice"), keep_within_tenant("reviews_plannotice")]
