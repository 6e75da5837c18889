"""Classes of records with their periods, holds, and lists of what is disposed of."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0003_hold_files_back'),
        ('orgchart', '0002_protect_rows'),
        ('reviews', '0003_record_closing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_class', models.CharField(choices=[('person', 'Hồ sơ kiểm điểm, xếp loại của cá nhân'), ('body', 'Hồ sơ kiểm điểm, xếp loại của tập thể, tổ chức'), ('ballots', 'Phiếu, kiểm phiếu, tài liệu trình cấp quyết định'), ('documents', 'Quyết định, thông báo, biên bản, báo cáo'), ('letters', 'Công văn, thư mời, thư nhắc'), ('scans', 'Bản quét đưa vào hàng loạt'), ('uploads', 'Tệp tải lên không dùng trong hồ sơ nào')], max_length=10)),
                ('state', models.CharField(choices=[('proposed', 'Chờ duyệt'), ('approved', 'Đã duyệt, đang thực hiện'), ('rejected', 'Không duyệt'), ('done', 'Đã tiêu hủy')], default='proposed', max_length=10)),
                ('basis', models.CharField(max_length=500)),
                ('due_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reject_reason', models.CharField(blank=True, max_length=300)),
                ('emptied_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='reviews.cycle')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='orgchart.job')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='DisposalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('label', models.CharField(blank=True, max_length=300)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('path', models.CharField(blank=True, max_length=200)),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('kept_reason', models.CharField(blank=True, max_length=300)),
                ('disposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='dossiers.disposal')),
                ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='dossiers.disposalentry')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lift_reason', models.CharField(blank=True, max_length=300)),
                ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.cycle')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.person')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.subject')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='RetentionPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_class', models.CharField(choices=[('person', 'Hồ sơ kiểm điểm, xếp loại của cá nhân'), ('body', 'Hồ sơ kiểm điểm, xếp loại của tập thể, tổ chức'), ('ballots', 'Phiếu, kiểm phiếu, tài liệu trình cấp quyết định'), ('documents', 'Quyết định, thông báo, biên bản, báo cáo'), ('letters', 'Công văn, thư mời, thư nhắc'), ('scans', 'Bản quét đưa vào hàng loạt'), ('uploads', 'Tệp tải lên không dùng trong hồ sơ nào')], max_length=10)),
                ('years', models.PositiveSmallIntegerField(blank=True, help_text='Trống là bảo quản vĩnh viễn', null=True)),
                ('basis', models.CharField(help_text='Căn cứ: văn bản, điều khoản, hoặc quyết định của cơ quan', max_length=500)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'rejected', 'done'])), name='dossiers_disposal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='dossiers_disposal_by_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('state', 'proposed'), _negated=True)), _connector='OR'), name='dossiers_disposal_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reject_reason', ''), _negated=True), _connector='OR'), name='dossiers_disposal_rejected_says_why'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('emptied_at', None), ('state__in', ['approved', 'done']), _connector='OR'), name='dossiers_disposal_only_approved'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), ('emptied_at__isnull', False), ('finished_at__isnull', False)), models.Q(models.Q(('state', 'done'), _negated=True), ('finished_at', None)), _connector='OR'), name='dossiers_disposal_done_is_finished'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'approved'])), fields=('cycle', 'record_class'), name='dossiers_disposal_one_open_a_class'),
        ),
        migrations.AddIndex(
            model_name='disposalentry',
            index=models.Index(fields=['model', 'object_id'], name='dossiers_disposal_named_row'),
        ),
        migrations.AddConstraint(
            model_name='disposalentry',
            constraint=models.UniqueConstraint(fields=('disposal', 'model', 'object_id'), name='dossiers_disposalentry_once_a_list'),
        ),
        migrations.AddConstraint(
            model_name='disposalentry',
            constraint=models.CheckConstraint(condition=models.Q(('gone_at', None), ('kept_reason', ''), _connector='OR'), name='dossiers_disposalentry_gone_or_kept'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cycle', None), ('person', None), ('subject__isnull', False)), models.Q(('cycle', None), ('person__isnull', False), ('subject', None)), models.Q(('cycle__isnull', False), ('person', None), ('subject', None)), _connector='OR'), name='dossiers_hold_on_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='dossiers_hold_says_why'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lift_reason', ''), ('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lift_reason', ''), _negated=True)), _connector='OR'), name='dossiers_hold_lifted_with_reason'),
        ),
        migrations.AddIndex(
            model_name='retentionperiod',
            index=models.Index(fields=['tenant', 'record_class', 'id'], name='dossiers_retention_newest'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(('record_class__in', ['person', 'body', 'ballots', 'documents', 'letters', 'scans', 'uploads'])), name='dossiers_retentionperiod_class_known'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(('years', None), models.Q(('years__gte', 1), ('years__lte', 100)), _connector='OR'), name='dossiers_retentionperiod_years'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='dossiers_retentionperiod_says_why'),
        ),
    ]
