"""Row-level security for rates above the cap."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0015_grant_cap_exceptions")]

    operations = [protect_tables("ratings_capexception"), keep_within_tenant("ratings_capexception")]
