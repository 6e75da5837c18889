"""A print of a report points to an inspection of its own tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """The link came after the table was protected."""

    dependencies = [("dossiers", "0014_print_inspection_reports"), ("ratings", "0008_keep_links_within_tenant")]

    operations = [keep_within_tenant("dossiers_printeddocument")]
