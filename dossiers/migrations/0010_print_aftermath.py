"""Printed documents about complaints, annulments and rating meetings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes tables and columns."""

    dependencies = [
        ('dossiers', '0009_protect_scans'),
        ('ratings', '0011_create_aftermath'),
    ]

    operations = [
        migrations.AddField(
            model_name='printeddocument',
            name='board',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printed_documents', to='ratings.board'),
        ),
        migrations.AddField(
            model_name='printeddocument',
            name='complaint',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printed_documents', to='ratings.complaint'),
        ),
        migrations.AddField(
            model_name='printeddocument',
            name='part',
            field=models.CharField(blank=True, help_text='Nhóm, vòng và lần bỏ phiếu của phiên họp', max_length=40),
        ),
        migrations.AddField(
            model_name='printeddocument',
            name='reconsideration',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printed_documents', to='ratings.reconsideration'),
        ),
    ]
