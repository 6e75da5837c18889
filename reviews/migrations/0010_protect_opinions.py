"""Row-level security for opinions of participants."""

from django.db import migrations

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Binds everybody, the owner too, to the rows of the open tenant."""

    dependencies = [("reviews", "0009_ask_participants")]

    operations = [protect_tables("reviews_opinionrequest")]
