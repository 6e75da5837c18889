"""Row-level security for the further bodies of combined conferences, and links that stay inside the tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant."""

    dependencies = [("reviews", "0019_combine_conferences")]

    operations = [protect_tables("reviews_conferencebody"), keep_within_tenant("reviews_conferencebody")]
