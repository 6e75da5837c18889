"""Wiring of the app into Django."""

from django.apps import AppConfig


class OrgchartConfig(AppConfig):
    """Registers the app and its entry at the left."""

    name = "orgchart"
    verbose_name = "Tổ chức, tài khoản"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries."""
        from orgchart import correspondence, entrusting, letter_work, models, nav, registry
        from orgchart.envelope_kinds import EnvelopeKind
        from orgchart.erasure import queries as erasure_queries
        from orgchart.erasure import seams, work
        from orgchart.models import ImportKind
        from orgchart.services import (
            discipline_writing,
            erasing,
            erasures,
            questions,
            roster_imports,
            roster_reading,
            roster_writing,
        )
        from orgchart.services.chart import merging, transfer

        registry.provide_nav(nav.chart_entry)
        registry.place_pages(
            "help", "orgchart:help", "orgchart:help_page"
        )  # under no entry: they are about all of them
        registry.provide_work(letter_work.letter_work)
        registry.provide_work(work.erasure_work)
        registry.provide_envelope_facts(EnvelopeKind.QUESTION, correspondence.question_facts)
        registry.provide_envelope_facts(EnvelopeKind.NOTICE, correspondence.notice_facts)
        registry.handle_acceptance(EnvelopeKind.NOTICE, questions.on_answer_accepted)
        registry.provide_envelope_facts(EnvelopeKind.ORDER, correspondence.order_facts)
        registry.provide_envelope_facts(EnvelopeKind.WARRANT, correspondence.warrant_facts)
        registry.handle_job(roster_imports.READ_JOB, roster_reading.run_read_job)
        registry.handle_job(roster_imports.JOBS[ImportKind.ROSTER], roster_writing.run_write_job)
        registry.handle_job(roster_imports.JOBS[ImportKind.DISCIPLINE], discipline_writing.run_write_job)
        registry.follow_person(models.Person, "merged_into")
        registry.follow_person(models.DisciplineRecord, "person")
        registry.follow_person(models.Post, "person", take=merging.take_posts)
        registry.follow_person(models.CellMembership, "person", take=merging.take_memberships)
        registry.follow_person(models.Supervision, "person", take=merging.take_supervisions)
        registry.follow_person(models.PersonalFile, "person")
        registry.follow_person(models.Erasure, "person")
        registry.handle_job(erasures.LOOK_JOB, erasures.run_look_job)
        registry.handle_job(erasures.ERASE_JOB, erasing.run_erase_job)
        seams.guard_erasure(erasure_queries.reasons_in_chart)
        registry.check_merge(erasure_queries.reason_against_merging)
        seams.on_erasure(erasing.empty_person)
        seams.keep_as_it_is(models.AuditSeal, models.AuditRedaction)
        registry.handle_settlement(EnvelopeKind.PERSONAL_FILE, transfer.on_settlement)
        registry.provide_envelope_page(EnvelopeKind.PERSONAL_FILE, nav.personal_file_page)
        registry.provide_exception(entrusting.ENTER_FOR_CELL)
        registry.provide_exception(entrusting.DRIVE_BLOCK)
