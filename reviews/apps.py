"""Wiring of the app into Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers the app and what it puts into the shell of every page."""

    name = "reviews"
    verbose_name = "Kiểm điểm"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries."""
        from orgchart import registry
        from orgchart.envelope_kinds import EnvelopeKind
        from orgchart.erasure import seams
        from reviews import (
            calendar,
            conference_work,
            entrusting,
            models,
            nav,
            nudge_work,
            opinion_work,
            remediation_work,
            set_work,
            unit_work,
            work,
        )
        from reviews.queries import day_corrections, doubles, taking_part
        from reviews.queries.closing import matters_of_reviews
        from reviews.queries.guest_letters import invitation_facts
        from reviews.queries.taken_along import last_text, still_open
        from reviews.registry import after_final, on_disposal, provide_open_matters
        from reviews.services import (
            digests,
            emptying,
            erasing,
            guest_letters,
            opinion_letters,
            reminders,
            sending_sets,
            suggestion_letters,
            taking_in,
            targets,
        )

        registry.follow_person(models.Subject, "person")
        registry.follow_person(models.Review, "author")
        registry.follow_person(models.Shortcoming, "person")
        registry.follow_person(models.OpenCase, "person")
        registry.follow_person(models.CirculationReceipt, "person")
        registry.follow_person(models.Conference, "chair", "secretary")
        registry.follow_person(models.AgendaItem, "chair", "presenter")
        registry.follow_person(models.Attendance, "person")
        registry.follow_person(models.Comment, "person")
        registry.follow_person(models.DraftOpinion, "person")
        registry.follow_person(models.Invitation, "person")
        registry.follow_person(models.Target, "person")
        registry.follow_person(models.Product, "person")
        registry.follow_person(models.RemediationPlan, "follower")
        registry.follow_person(models.RemediationItem, "in_charge")
        registry.follow_person(models.YearCouncil, "chair")
        registry.follow_person(models.YearCouncilMember, "person")
        registry.follow_person(models.Initiative, "person")
        registry.follow_person(models.PlanNotice, "person")
        provide_open_matters(matters_of_reviews)
        on_disposal(emptying.empty_subject)
        seams.guard_erasure(taking_part.reasons_in_years)
        seams.on_erasure(erasing.empty_person)
        seams.keep_as_it_is(models.KeptSet)
        registry.provide_past_texts(last_text)
        registry.provide_open_shortcomings(still_open)
        registry.take_from_file(taking_in.take_shortcomings)
        registry.check_merge(doubles.in_one_open_cycle)
        registry.check_merge(doubles.on_one_open_list)
        after_final(targets.carry_from_report)
        registry.provide_work(work.writing_work)
        registry.provide_work(conference_work.conference_work)
        registry.provide_work(unit_work.unit_work)
        calendar.ask_office(day_corrections.corrections_of_office)
        registry.provide_work(opinion_work.opinion_work)
        registry.provide_work(nudge_work.escalated_work)
        registry.provide_work(remediation_work.remediation_work)
        registry.handle_job(reminders.REMIND, reminders.run_reminders)
        registry.handle_job(reminders.MAIL, digests.mail_digest)
        registry.provide_nav(nav.cycle_entry)
        registry.provide_cycles(nav.cycle_entries)
        registry.handle_envelope(EnvelopeKind.SUGGESTION, suggestion_letters.on_arrival)
        registry.handle_envelope(EnvelopeKind.OPINION_REQUEST, opinion_letters.on_request_arrival)
        registry.handle_envelope(EnvelopeKind.OPINION, opinion_letters.on_reply_arrival)
        registry.provide_envelope_page(EnvelopeKind.OPINION_REQUEST, nav.opinion_page)
        registry.provide_envelope_page(EnvelopeKind.SUGGESTION, nav.suggestion_page)
        registry.handle_settlement(EnvelopeKind.INVITATION, guest_letters.on_settlement)
        registry.provide_envelope_page(EnvelopeKind.INVITATION, nav.invitation_page)
        registry.provide_envelope_facts(EnvelopeKind.INVITATION, invitation_facts)
        registry.provide_exception(entrusting.KEEP_MINUTES)
        registry.provide_exception(entrusting.ATTEND)
        registry.provide_exception(entrusting.DRAFT)
        registry.provide_work(set_work.set_work)
        registry.handle_envelope(EnvelopeKind.REGULATION_SET, sending_sets.on_set_arrival)
