"""Counters of the results: own ones by unit, those of the tenants below as reported."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ('orgchart', '0013_keep_trail_append_only'),
        ('ratings', '0020_protect_other_lines'),
        ('reviews', '0018_version_attendance'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportedCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('party_organization', 'Tổ chức đảng'), ('organization', 'Tổ chức, cơ quan, đơn vị'), ('collective', 'Tập thể lãnh đạo, quản lý'), ('individual', 'Cá nhân')], max_length=20)),
                ('total', models.PositiveIntegerField(default=0)),
                ('reviewed', models.PositiveIntegerField(default=0)),
                ('xs', models.PositiveIntegerField(default=0)),
                ('htt', models.PositiveIntegerField(default=0)),
                ('ht', models.PositiveIntegerField(default=0)),
                ('kht', models.PositiveIntegerField(default=0)),
                ('not_rated', models.PositiveIntegerField(default=0)),
                ('disciplined', models.PositiveIntegerField(default=0)),
                ('reasons', models.JSONField(default=dict, help_text='Lý do không xếp loại → số đối tượng')),
                ('year', models.PositiveSmallIntegerField()),
                ('reported_at', models.DateTimeField()),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('xs'), '+', models.F('htt')), '+', models.F('ht')), '+', models.F('kht')), '+', models.F('not_rated')))), name='ratings_reportedcounter_levels_within_total'), models.CheckConstraint(condition=models.Q(('disciplined__lte', models.F('total')), ('reviewed__lte', models.F('total'))), name='ratings_reportedcounter_parts_within_total'), models.UniqueConstraint(fields=('tenant', 'sender', 'year', 'kind'), name='ratings_reportedcounter_one_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='ResultCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('party_organization', 'Tổ chức đảng'), ('organization', 'Tổ chức, cơ quan, đơn vị'), ('collective', 'Tập thể lãnh đạo, quản lý'), ('individual', 'Cá nhân')], max_length=20)),
                ('total', models.PositiveIntegerField(default=0)),
                ('reviewed', models.PositiveIntegerField(default=0)),
                ('xs', models.PositiveIntegerField(default=0)),
                ('htt', models.PositiveIntegerField(default=0)),
                ('ht', models.PositiveIntegerField(default=0)),
                ('kht', models.PositiveIntegerField(default=0)),
                ('not_rated', models.PositiveIntegerField(default=0)),
                ('disciplined', models.PositiveIntegerField(default=0)),
                ('reasons', models.JSONField(default=dict, help_text='Lý do không xếp loại → số đối tượng')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_counters', to='reviews.cycle')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.organization')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('xs'), '+', models.F('htt')), '+', models.F('ht')), '+', models.F('kht')), '+', models.F('not_rated')))), name='ratings_resultcounter_levels_within_total'), models.CheckConstraint(condition=models.Q(('disciplined__lte', models.F('total')), ('reviewed__lte', models.F('total'))), name='ratings_resultcounter_parts_within_total'), models.UniqueConstraint(fields=('cycle', 'unit', 'kind'), name='ratings_resultcounter_one_a_unit')],
            },
        ),
    ]
