"""Row-level security for levels that were decided below."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("ratings", "0028_take_levels_from_below")]

    operations = [protect_tables("ratings_levelreference"), keep_within_tenant("ratings_levelreference")]
