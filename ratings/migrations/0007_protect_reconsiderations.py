"""Row-level security for reconsiderations and flags."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("ratings", "0006_create_reconsiderations")]

    operations = [protect_tables("ratings_ratingflag", "ratings_reconsideration")]
