"""A print of a letter for an opinion points to a request of its own tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """The link came after the table was protected."""

    dependencies = [("dossiers", "0017_print_letters_and_return_items")]

    operations = [keep_within_tenant("dossiers_printeddocument")]
