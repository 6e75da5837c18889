"""Electronic ballots, complaints, notices, publications, awards, over-marked papers."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes tables and columns."""

    dependencies = [
        ('orgchart', '0009_protect_lent_and_sealed'),
        ('ratings', '0010_protect_scores'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=120)),
                ('exception', models.CharField(blank=True, help_text='Lý do đề nghị khi không được xếp mức cao nhất', max_length=400)),
                ('proposed_at', models.DateTimeField()),
                ('decision_code', models.CharField(blank=True, max_length=120)),
                ('awarded_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reservation', 'Bảo lưu ý kiến'), ('complaint', 'Khiếu nại, kiến nghị')], max_length=12)),
                ('state', models.CharField(choices=[('received', 'Đã tiếp nhận'), ('answered', 'Đã trả lời')], default='received', max_length=10)),
                ('complainant_name', models.CharField(max_length=120)),
                ('level', models.CharField(choices=[('XS', 'Hoàn thành xuất sắc nhiệm vụ'), ('HTT', 'Hoàn thành tốt nhiệm vụ'), ('HT', 'Hoàn thành nhiệm vụ'), ('KHT', 'Không hoàn thành nhiệm vụ')], max_length=3)),
                ('decision_code', models.CharField(max_length=120)),
                ('deciding_body', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('period', models.CharField(max_length=20)),
                ('received_at', models.DateTimeField()),
                ('on_paper', models.BooleanField(default=False)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('sent_key', models.UUIDField(blank=True, help_text='Bản gửi cấp trên', null=True)),
                ('outcome', models.CharField(blank=True, choices=[('keep', 'Giữ nguyên kết quả xếp loại'), ('rerate', 'Xem xét hủy bỏ, xếp loại lại')], max_length=10)),
                ('answer_number', models.PositiveIntegerField(blank=True, null=True)),
                ('answer_code', models.CharField(blank=True, max_length=60)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('signer_name', models.CharField(blank=True, max_length=120)),
                ('signer_title', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='ComplaintPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('conclusion', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='ManagerNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('XS', 'Hoàn thành xuất sắc nhiệm vụ'), ('HTT', 'Hoàn thành tốt nhiệm vụ'), ('HT', 'Hoàn thành nhiệm vụ'), ('KHT', 'Không hoàn thành nhiệm vụ')], max_length=3)),
                ('decision_code', models.CharField(max_length=120)),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('unit', 'Trong đảng bộ, cơ quan, đơn vị'), ('level', 'Trong các đơn vị cùng cấp'), ('website', 'Trên trang thông tin điện tử')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('published_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Voting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(choices=[(1, 'Vòng 1 – hoàn thành tốt'), (2, 'Vòng 2 – hoàn thành xuất sắc'), (3, 'Bỏ phiếu lại vì bằng phiếu')])),
                ('sitting', models.PositiveSmallIntegerField(default=1)),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'Đang nhận phiếu'), ('closed', 'Đã kết thúc'), ('cancelled', 'Đã hủy')], default='open', max_length=10)),
                ('issued', models.PositiveSmallIntegerField()),
                ('cast', models.PositiveSmallIntegerField(default=0)),
                ('tally', models.JSONField(help_text='Số phiếu đồng ý của từng đối tượng; xóa khi kết thúc')),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='VotingCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name='ballot',
            name='overmarked',
            field=models.PositiveSmallIntegerField(default=0, help_text='Phiếu không hợp lệ vì chọn quá số chỗ'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('overmarked__lte', django.db.models.expressions.CombinedExpression(models.F('returned'), '-', models.F('valid')))), name='ratings_ballot_overmarked_are_invalid'),
        ),
        migrations.AddField(
            model_name='award',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='award',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='award',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='complaint',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='received_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reconsideration',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaint', to='ratings.reconsideration'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='complaintpoint',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='ratings.complaint'),
        ),
        migrations.AddField(
            model_name='complaintpoint',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='managernotice',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='manager_notices', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='managernotice',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.person'),
        ),
        migrations.AddField(
            model_name='managernotice',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='publication',
            name='decision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='ratings.decision'),
        ),
        migrations.AddField(
            model_name='publication',
            name='published_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publication',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='voting',
            name='board',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votings', to='ratings.board'),
        ),
        migrations.AddField(
            model_name='voting',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='voting',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votings', to='ratings.capgroup'),
        ),
        migrations.AddField(
            model_name='voting',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='voting',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='votingcode',
            name='own_case',
            field=models.ForeignKey(blank=True, help_text='Phiếu dành cho người có tên trong danh sách, không biểu quyết về chính mình', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.ratingcase'),
        ),
        migrations.AddField(
            model_name='votingcode',
            name='tenant',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgchart.tenant'),
        ),
        migrations.AddField(
            model_name='votingcode',
            name='voting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='ratings.voting'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('case', 'form'), name='ratings_award_once_a_form'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('awarded_on', None), ('decision_code', '')), models.Q(('awarded_on__isnull', False), models.Q(('decision_code', ''), _negated=True)), _connector='OR'), name='ratings_award_given_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'answered'])), name='ratings_complaint_state_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(fields=('tenant', 'period', 'number'), name='ratings_complaint_number_once'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'received')), fields=('case', 'kind'), name='ratings_complaint_one_open_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_on__isnull', False), ('state', 'answered'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answer_code', ''), ('answered_at', None), ('answered_on', None), ('outcome', '')), _connector='OR'), name='ratings_complaint_answered_in_writing'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('kind', 'complaint')), models.Q(('due_on', None), ('kind', 'reservation')), _connector='OR'), name='ratings_complaint_has_answer_day'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('answer_number', None), models.Q(('answer_code', ''), _negated=True), _connector='OR'), name='ratings_complaint_answer_number_with_code'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('reconsideration', None), ('outcome', 'rerate'), _connector='OR'), name='ratings_complaint_rerate_only'),
        ),
        migrations.AddConstraint(
            model_name='complaintpoint',
            constraint=models.UniqueConstraint(fields=('complaint', 'position'), name='ratings_complaintpoint_one_a_place'),
        ),
        migrations.AddConstraint(
            model_name='complaintpoint',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ratings_complaintpoint_says_something'),
        ),
        migrations.AddConstraint(
            model_name='managernotice',
            constraint=models.UniqueConstraint(fields=('case', 'person', 'decision_code'), name='ratings_managernotice_once_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='managernotice',
            constraint=models.CheckConstraint(condition=models.Q(('read_at', None), ('read_at__gte', models.F('sent_at')), _connector='OR'), name='ratings_managernotice_read_after_sent'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='ratings_publication_dates_forward'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['unit', 'level', 'website'])), name='ratings_publication_scope_known'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'cancelled'])), name='ratings_voting_state_known'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('group',), name='ratings_voting_one_open_a_group'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.CheckConstraint(condition=models.Q(('cast__lte', models.F('issued'))), name='ratings_voting_no_more_than_issued'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='ratings_voting_closed_has_date'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('tally', {}), _connector='OR'), name='ratings_voting_tally_only_while_open'),
        ),
        migrations.AddConstraint(
            model_name='voting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='ratings_voting_cancelled_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='votingcode',
            constraint=models.UniqueConstraint(fields=('voting', 'code_hash'), name='ratings_votingcode_once'),
        ),
    ]
