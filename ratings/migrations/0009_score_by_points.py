"""The three columns of a score sheet, and the conditions beside the points."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ('orgchart', '0003_complete_envelopes'),
        ('ratings', '0008_keep_links_within_tenant'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalratingcase',
            name='conditions',
            field=models.JSONField(blank=True, default=dict, help_text='Điều kiện bên cạnh điểm → minh chứng, văn bản'),
        ),
        migrations.AddField(
            model_name='ratingcase',
            name='conditions',
            field=models.JSONField(blank=True, default=dict, help_text='Điều kiện bên cạnh điểm → minh chứng, văn bản'),
        ),
        migrations.CreateModel(
            name='HistoricalCaseScore',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('self_points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('decided_points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ratings.ratingcase')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'verbose_name': 'historical case score',
                'verbose_name_plural': 'historical case scores',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='CaseScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('self_points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('decided_points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='ratings.ratingcase')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'key'), name='ratings_casescore_one_a_line'), models.CheckConstraint(condition=models.Q(('self_points', None), models.Q(('self_points__gte', 0), ('self_points__lte', 100)), _connector='OR'), name='ratings_casescore_self_points_in_range'), models.CheckConstraint(condition=models.Q(('points', None), models.Q(('points__gte', 0), ('points__lte', 100)), _connector='OR'), name='ratings_casescore_points_in_range'), models.CheckConstraint(condition=models.Q(('decided_points', None), models.Q(('decided_points__gte', 0), ('decided_points__lte', 100)), _connector='OR'), name='ratings_casescore_decided_points_in_range')],
            },
        ),
    ]
