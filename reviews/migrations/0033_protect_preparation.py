"""Row-level security for what is got ready before a conference; a calendar is published by somebody of the tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant, protect_tables

TABLES = ("reviews_invitation", "reviews_preparationitem", "reviews_direction")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0032_prepare_conferences")]

    operations = [protect_tables(*TABLES), keep_within_tenant(*TABLES)]
