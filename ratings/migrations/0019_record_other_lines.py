"""Levels that other lines have decided, reports about them and their receipts."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ('orgchart', '0013_keep_trail_append_only'),
        ('ratings', '0018_protect_councils'),
        ('reviews', '0018_version_attendance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSideRating',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('line', models.CharField(choices=[('staff', 'Cán bộ, công chức, viên chức, người lao động'), ('organization', 'Tổ chức, cơ quan, đơn vị'), ('residential', 'Tổ dân phố, thôn, bản'), ('branch', 'Chi hội đoàn thể (thi đua)')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('XS', 'Hoàn thành xuất sắc nhiệm vụ'), ('HTT', 'Hoàn thành tốt nhiệm vụ'), ('HT', 'Hoàn thành nhiệm vụ'), ('KHT', 'Không hoàn thành nhiệm vụ')], max_length=3)),
                ('decision_code', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('decided_by', models.CharField(max_length=200)),
                ('explanation', models.TextField(blank=True)),
                ('entered_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('cycle', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.cycle')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orgchart.organization')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orgchart.person')),
                ('tenant', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'verbose_name': 'historical side rating',
                'verbose_name_plural': 'historical side ratings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SideReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(choices=[('staff', 'Cán bộ, công chức, viên chức, người lao động'), ('organization', 'Tổ chức, cơ quan, đơn vị'), ('residential', 'Tổ dân phố, thôn, bản'), ('branch', 'Chi hội đoàn thể (thi đua)')], max_length=12)),
                ('reported_on', models.DateField()),
                ('last_day', models.DateField(blank=True, help_text='Hạn theo kế hoạch khi gửi', null=True)),
                ('items', models.JSONField(help_text='Tên, mức, số quyết định khi gửi')),
                ('sent_at', models.DateTimeField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='side_reports', to='reviews.cycle')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='SideReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('receiver', models.CharField(max_length=200)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('received_by', models.CharField(blank=True, max_length=120)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='ratings.sidereport')),
            ],
        ),
        migrations.CreateModel(
            name='SideRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(choices=[('staff', 'Cán bộ, công chức, viên chức, người lao động'), ('organization', 'Tổ chức, cơ quan, đơn vị'), ('residential', 'Tổ dân phố, thôn, bản'), ('branch', 'Chi hội đoàn thể (thi đua)')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('level', models.CharField(choices=[('XS', 'Hoàn thành xuất sắc nhiệm vụ'), ('HTT', 'Hoàn thành tốt nhiệm vụ'), ('HT', 'Hoàn thành nhiệm vụ'), ('KHT', 'Không hoàn thành nhiệm vụ')], max_length=3)),
                ('decision_code', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('decided_by', models.CharField(max_length=200)),
                ('explanation', models.TextField(blank=True)),
                ('entered_at', models.DateTimeField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='side_ratings', to='reviews.cycle')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.organization')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.person')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'cycle', 'line', 'name'], name='ratings_siderating_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('line__in', ['staff', 'organization', 'residential', 'branch'])), name='ratings_siderating_line_known'), models.CheckConstraint(condition=models.Q(('level__in', ['XS', 'HTT', 'HT', 'KHT'])), name='ratings_siderating_level_known'), models.CheckConstraint(condition=models.Q(models.Q(('decision_code', ''), _negated=True), models.Q(('decided_by', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='ratings_siderating_has_decision'), models.CheckConstraint(condition=models.Q(models.Q(('line', 'staff'), ('organization', None)), models.Q(('line', 'organization'), ('person', None)), models.Q(('line__in', ['residential', 'branch']), ('organization', None), ('person', None)), _connector='OR'), name='ratings_siderating_line_fits_object'), models.UniqueConstraint(fields=('cycle', 'line', 'person'), name='ratings_siderating_person_once'), models.UniqueConstraint(fields=('cycle', 'line', 'organization'), name='ratings_siderating_organization_once'), models.UniqueConstraint(condition=models.Q(('organization', None), ('person', None)), fields=('cycle', 'line', 'name'), name='ratings_siderating_name_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='sidereport',
            constraint=models.CheckConstraint(condition=models.Q(('line__in', ['staff', 'organization', 'residential', 'branch'])), name='ratings_sidereport_line_known'),
        ),
        migrations.AddConstraint(
            model_name='sidereceipt',
            constraint=models.UniqueConstraint(fields=('report', 'receiver'), name='ratings_sidereceipt_once_a_receiver'),
        ),
        migrations.AddConstraint(
            model_name='sidereceipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('received_by', ''), ('received_on', None)), models.Q(('received_on__isnull', False), models.Q(('received_by', ''), _negated=True)), _connector='OR'), name='ratings_sidereceipt_day_with_name'),
        ),
    ]
