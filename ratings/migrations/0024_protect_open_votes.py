"""Row-level security for the open votes of units."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("ratings_openvote", "ratings_openvotecount")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("ratings", "0023_vote_openly")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
