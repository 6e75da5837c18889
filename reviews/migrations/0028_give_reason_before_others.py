"""Why the highest collective did not wait for the other places."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the reason to the item of the agenda."""

    dependencies = [("reviews", "0027_name_the_presenter")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="without_others",
            field=models.CharField(
                blank=True, help_text="Vì sao không chờ kết quả ở nơi khác", max_length=300
            ),
        ),
    ]
