"""Who presents a report is a person of the same tenant."""

from django.db import migrations

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):
    """Renews what holds the links of agenda items, for the column that came later."""

    dependencies = [("reviews", "0030_name_second_superior")]

    operations = [keep_within_tenant("reviews_agendaitem")]
