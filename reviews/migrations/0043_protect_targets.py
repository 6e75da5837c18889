"""Row-level security for targets, products, what degrees rest on, and the history of targets."""

from django.db import migrations

from orgchart.row_security import protect_tables

TABLES = ("reviews_target", "reviews_historicaltarget", "reviews_product", "reviews_degreecitation")


class Migration(migrations.Migration):
    """Binds everybody to the rows of the open tenant, and links to rows of the same one."""

    dependencies = [("reviews", "0042_set_targets")]

    operations = [protect_tables(*TABLES)]
