"""The wall round what a named person was entrusted with."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds the new table to the open tenant."""

    dependencies = [("reviews", "0012_entrust_with_one_object")]

    operations = [protect_tables("reviews_minutesexception")]
