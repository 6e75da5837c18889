"""Wiring of the app into Django."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Registers the app, what it does when a review is final, and what it puts into the shell."""

    name = "ratings"
    verbose_name = "Xếp loại"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries."""
        from orgchart import registry
        from orgchart.envelope_kinds import EnvelopeKind
        from orgchart.erasure import seams
        from ratings import entrusting, nav, work
        from ratings.models import AppraisalCouncil, CouncilMember, ManagerNotice, SideRating
        from ratings.queries import lists, waiting
        from ratings.queries import open_votes as voted
        from ratings.queries.closing import matters_of_ratings
        from ratings.queries.drafts import ceiling_of_draft, opinions_wait_for_appraisal
        from ratings.queries.past_levels import past_levels
        from ratings.queries.set_effects import cap_effects
        from ratings.queries.unit_ratings import with_ratings
        from ratings.services import cases, counters, emptying, open_votes, reports, review_again, warrants
        from reviews import registry as review_registry

        registry.provide_nav(nav.rating_entry)
        registry.provide_cycle_pages(1, "Xếp loại", nav.cycle_pages)
        # A meeting is prepared and held within the year; the entry of this app is for looking up what came of it.
        registry.place_pages("reviews", "ratings:board_list", "ratings:board_new", "ratings:board")
        registry.place_pages(
            "reviews", "ratings:open_voting", "ratings:cancel_voting", "ratings:papers", "ratings:publish"
        )
        registry.place_pages(
            "reviews", "ratings:cases", "ratings:appraise", "ratings:reconsider", "ratings:score_decided",
            "ratings:complaint_on_paper", "ratings:cap_exception",
        )  # fmt: skip
        registry.place_pages("reviews", "ratings:my_scores", "ratings:score_self", "ratings:council")
        registry.follow_person(ManagerNotice, "person")
        registry.follow_person(AppraisalCouncil, "chair")
        registry.follow_person(CouncilMember, "person")
        registry.follow_person(SideRating, "person")
        registry.provide_past_levels(past_levels)
        registry.provide_work(work.rating_work)
        registry.provide_exception(entrusting.APPRAISE)
        registry.provide_exception(entrusting.INSPECT)
        registry.provide_exception(entrusting.NAMES)
        registry.provide_exception(entrusting.INSPECT_RUNNING)
        registry.handle_envelope(EnvelopeKind.WARRANT, warrants.on_warrant_arrived)
        registry.handle_acceptance(EnvelopeKind.WARRANT, warrants.on_warrant_accepted)
        registry.provide_envelope_facts(EnvelopeKind.INSPECTION_FILE, warrants.file_facts)
        registry.handle_acceptance(EnvelopeKind.REPORT, reports.on_report_accepted)
        registry.provide_envelope_facts(EnvelopeKind.REPORT, reports.report_facts)
        registry.after_discipline(counters.on_discipline)
        review_registry.on_disposal(emptying.empty_subject)
        seams.on_erasure(emptying.empty_person)
        review_registry.provide_open_matters(matters_of_ratings)
        review_registry.provide_phase_end("rating", waiting.unit_is_rated)
        review_registry.provide_proposals(voted.proposals_made_at)
        review_registry.after_change(counters.on_review_changed)
        review_registry.after_final(cases.on_review_final)
        review_registry.guard_again(review_again.hindrance_of_again)
        review_registry.after_minutes_signed(open_votes.need_every_vote)
        review_registry.after_again(review_again.suspend_rating)
        review_registry.provide_ceiling(ceiling_of_draft)
        review_registry.provide_fixed_subjects(lists.fixed_subject_ids)
        review_registry.provide_unit_ratings(with_ratings)
        review_registry.guard_opinions(opinions_wait_for_appraisal)
        review_registry.provide_set_effects(cap_effects)
