"""Decided levels looked at again, flags on dependants, supplements of cap groups."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ('orgchart', '0002_protect_rows'),
        ('ratings', '0005_number_decisions_by_period'),
        ('reviews', '0002_protect_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RatingFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=30)),
                ('text', models.TextField()),
                ('clauses', models.JSONField(default=list)),
                ('raised_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reconsideration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Đang xem xét lại'), ('kept', 'Giữ nguyên mức xếp loại'), ('annulled', 'Đã hủy bỏ, xếp loại lại')], default='open', max_length=10)),
                ('ground', models.CharField(choices=[('fault', 'Phát hiện khuyết điểm sau khi xếp loại'), ('violation', 'Vi phạm quy định về kiểm điểm, xếp loại'), ('complaint', 'Kết luận giải quyết khiếu nại, kiến nghị'), ('dependence', 'Mức của tập thể, tổ chức hoặc nhóm liên quan đã thay đổi'), ('order', 'Yêu cầu của cấp trên')], max_length=12)),
                ('facts', models.TextField(help_text='Tình tiết mới, số và ngày văn bản làm căn cứ')),
                ('order_key', models.UUIDField(blank=True, help_text='Văn bản yêu cầu của cấp trên', null=True)),
                ('opened_at', models.DateTimeField()),
                ('level', models.CharField(choices=[('XS', 'Hoàn thành xuất sắc nhiệm vụ'), ('HTT', 'Hoàn thành tốt nhiệm vụ'), ('HT', 'Hoàn thành nhiệm vụ'), ('KHT', 'Không hoàn thành nhiệm vụ')], max_length=3)),
                ('decision_code', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('deciding_body', models.CharField(max_length=200)),
                ('notified_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('conclusion', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('period', models.CharField(blank=True, max_length=20)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('annulled_on', models.DateField(blank=True, null=True)),
                ('signer_name', models.CharField(blank=True, max_length=120)),
                ('signer_title', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.AddField(
            model_name='capgroup',
            name='supplement_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supplements', to='ratings.capgroup'),
        ),
        migrations.AddConstraint(
            model_name='capgroup',
            constraint=models.CheckConstraint(condition=models.Q(('supplement_to', None), models.Q(('supplement_to', models.F('pk')), _negated=True), _connector='OR'), name='ratings_capgroup_no_supplement_to_itself'),
        ),
        migrations.AddField(
            model_name='ratingflag',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='ratingflag',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='reconsideration',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reconsiderations', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='reconsideration',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reconsideration',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.capgroup'),
        ),
        migrations.AddField(
            model_name='reconsideration',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reconsideration',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddConstraint(
            model_name='ratingflag',
            constraint=models.UniqueConstraint(condition=models.Q(('resolved_at', None)), fields=('case', 'rule'), name='ratings_ratingflag_one_open_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'kept', 'annulled'])), name='ratings_reconsideration_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('case',), name='ratings_reconsideration_one_open_a_case'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='ratings_reconsideration_closed_has_date'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annulled_on__isnull', False), ('state', 'annulled'), models.Q(('code', ''), _negated=True)), models.Q(models.Q(('state', 'annulled'), _negated=True), ('annulled_on', None), ('code', ''), ('number', None)), _connector='OR'), name='ratings_reconsideration_annulled_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('number__isnull', False)), fields=('tenant', 'period', 'code'), name='ratings_reconsideration_code_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='reconsideration',
            constraint=models.CheckConstraint(condition=models.Q(('annulled_on', None), ('annulled_on__gte', models.F('decided_on')), _connector='OR'), name='ratings_reconsideration_annulled_after_decision'),
        ),
    ]
