"""A print of an annex points to a cycle of its own tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """The link came after the table was protected."""

    dependencies = [("dossiers", "0012_print_plan_annexes"), ("reviews", "0011_keep_links_within_tenant")]

    operations = [keep_within_tenant("dossiers_printeddocument")]
