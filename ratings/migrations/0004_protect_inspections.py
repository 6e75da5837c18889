"""Row-level security for the inspections."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0003_create_inspections")]

    operations = [protect_tables("ratings_inspection", "ratings_inspectionfinding")]
