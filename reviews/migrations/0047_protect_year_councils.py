"""Row-level security for the councils of a year, their members and the initiatives put before them."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0046_appoint_year_councils")]

    operations = [protect_tables("reviews_yearcouncil", "reviews_yearcouncilmember", "reviews_initiative")]
