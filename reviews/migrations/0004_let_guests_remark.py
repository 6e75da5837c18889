"""A guest of a conference is known by the account, and remarks bear the name of a person or of a guest."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from orgchart.row_security import keep_within_tenant


class Migration(migrations.Migration):

    dependencies = [
        ('orgchart', '0002_protect_rows'),
        ('reviews', '0003_record_closing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='guest',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.attendance'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.person'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('account__isnull', False)), fields=('conference', 'account'), name='reviews_attendance_guest_once'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guest', None), ('person__isnull', False)), models.Q(('guest__isnull', False), ('person', None)), _connector='OR'), name='reviews_comment_has_one_speaker'),
        ),
        keep_within_tenant('reviews_comment'),
    ]
