"""On whose order and why a review is held again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds who, when and why to the review and its history."""

    dependencies = [
        ('reviews', '0028_give_reason_before_others'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalreview',
            name='again_ordered_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='again_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='again_since',
            field=models.DateTimeField(blank=True, help_text='Kiểm điểm lại từ lúc', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='again_ordered_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='review',
            name='again_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='review',
            name='again_since',
            field=models.DateTimeField(blank=True, help_text='Kiểm điểm lại từ lúc', null=True),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('again_ordered_by', ''), ('again_reason', ''), ('again_since', None)), models.Q(('again_since__isnull', False), models.Q(('again_ordered_by', ''), _negated=True), models.Q(('again_reason', ''), _negated=True)), _connector='OR'), name='reviews_review_again_says_who_and_why'),
        ),
    ]
