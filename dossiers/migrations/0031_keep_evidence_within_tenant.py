"""A file points to a product of its own tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """The link came after the table was protected."""

    dependencies = [("dossiers", "0030_prove_products")]

    operations = [keep_within_tenant("dossiers_evidence")]
