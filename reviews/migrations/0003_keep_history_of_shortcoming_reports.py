"""Shortcoming reports keep every version, like the headings of the form, so that two writers can be told apart."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from orgchart.row_security import protect_tables


class Migration(migrations.Migration):
    """Adds the history table behind the tenants' wall."""

    dependencies = [
        ('orgchart', '0002_protect_rows'),
        ('reviews', '0002_protect_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalShortcomingReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('status', models.CharField(blank=True, choices=[('fixed', 'Đã khắc phục'), ('fixing', 'Đang khắc phục'), ('not_fixed', 'Chưa khắc phục')], max_length=10)),
                ('progress', models.TextField(blank=True, help_text='Mức độ khắc phục, khó khăn, vướng mắc')),
                ('responsible', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=0)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.review')),
                ('shortcoming', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.shortcoming')),
                ('tenant', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'verbose_name': 'historical shortcoming report',
                'verbose_name_plural': 'historical shortcoming reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        protect_tables("reviews_historicalshortcomingreport"),
    ]
