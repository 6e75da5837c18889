"""How the findings of an inspection were put right."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = [
        ('orgchart', '0009_protect_lent_and_sealed'),
        ('ratings', '0012_protect_aftermath'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('annulled', 'Đã hủy bỏ kết quả xếp loại'), ('rerated', 'Đã xếp loại lại'), ('explained', 'Đã giải trình, giữ nguyên kết quả')], max_length=10)),
                ('decision_number', models.CharField(blank=True, max_length=120)),
                ('done_on', models.DateField()),
                ('answer', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='ratings.inspectionfinding')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['annulled', 'rerated', 'explained'])), name='ratings_correction_kind_known'), models.CheckConstraint(condition=models.Q(('kind', 'explained'), models.Q(('decision_number', ''), _negated=True), _connector='OR'), name='ratings_correction_change_has_decision')],
            },
        ),
    ]
