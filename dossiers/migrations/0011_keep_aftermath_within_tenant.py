"""The new links of printed documents stay inside their tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Adds the second foreign keys beside those of the new columns."""

    dependencies = [("dossiers", "0010_print_aftermath"), ("ratings", "0012_protect_aftermath")]

    operations = [keep_within_tenant("dossiers_printeddocument")]
