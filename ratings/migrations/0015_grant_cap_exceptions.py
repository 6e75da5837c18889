"""Rates above the cap that a decision grants to a group."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = [
        ('orgchart', '0013_keep_trail_append_only'),
        ('ratings', '0014_protect_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CapException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rate', models.PositiveSmallIntegerField()),
                ('decided_by', models.CharField(max_length=200)),
                ('decision_number', models.CharField(max_length=60)),
                ('decided_on', models.DateField()),
                ('bodies', models.CharField(help_text='Tổ chức, cơ quan, đơn vị được áp dụng', max_length=400)),
                ('achievement', models.TextField(help_text='Thành tích xuất sắc, nổi trội, hoàn thành vượt kế hoạch')),
                ('recorded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cap_exception', to='ratings.capgroup')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('rate__lte', 100)), name='ratings_capexception_rate_is_share'), models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), _negated=True), models.Q(('decided_by', ''), _negated=True), models.Q(('bodies', ''), _negated=True), models.Q(('achievement', ''), _negated=True)), name='ratings_capexception_has_its_reference'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='ratings_capexception_confirmed_at_with_by'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='ratings_capexception_checked_by_another')],
            },
        ),
    ]
