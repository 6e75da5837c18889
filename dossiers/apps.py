"""Wiring of the app into Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Registers the app and what it does for the apps below."""

    name = "dossiers"
    verbose_name = "Hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries."""
        from dossiers import closing, entrusting, nav, queries, results, work
        from dossiers.models import Hold
        from dossiers.services import (
            disposals,
            disposing,
            erasing,
            evidence,
            handing_up,
            printing,
            scans,
            sending_down,
            signatures,
            telling_levels,
        )
        from orgchart import registry
        from orgchart.erasure import seams
        from orgchart.models import EnvelopeKind
        from ratings.registry import (
            after_annulment,
            after_answer,
            after_levels,
            provide_board_printer,
            provide_complaint_documents,
            provide_handovers,
            provide_inspection_printer,
            provide_result_documents,
            provide_table_printer,
        )
        from reviews.registry import (
            after_minutes_signed,
            provide_call_printer,
            provide_evidence,
            provide_open_matters,
            provide_opinion_printer,
            provide_phase_end,
            provide_remediation_printer,
        )

        registry.provide_exception(entrusting.SEE_DOSSIER)
        registry.provide_nav(nav.dossier_entry)
        registry.provide_cycle_pages(2, "Hồ sơ, văn bản", nav.cycle_pages)
        registry.place_pages("dossiers", "orgchart:envelopes", "orgchart:envelope", "orgchart:write_letter")
        registry.provide_cycle_pages(3, "Tra cứu", nav.reference_pages)
        # The ledger is for looking things up, beside results and reports.
        registry.place_pages("ratings", "dossiers:clauses")
        provide_result_documents(results.documents_of)
        provide_complaint_documents(results.documents_of_complaint)
        provide_board_printer(results.print_address)
        provide_handovers(results.handovers_of)
        provide_table_printer(results.table_address)
        provide_inspection_printer(results.inspection_address)
        provide_opinion_printer(results.opinion_print_address)
        provide_call_printer(results.call_address)
        provide_remediation_printer(results.remediation_print_address)
        provide_evidence(evidence.keep, evidence.links_of)
        provide_open_matters(closing.matters_of_dossiers)
        provide_phase_end("dossier", queries.unit_has_handed_in)
        after_answer(printing.print_answer)
        after_annulment(printing.print_annulment)
        after_levels(telling_levels.tell_levels)
        after_minutes_signed(printing.place_signed_minutes)
        registry.follow_person(Hold, "person")
        seams.guard_erasure(erasing.reasons_to_keep)
        seams.on_erasure(erasing.empty_person)
        registry.provide_work(work.dossier_work)
        registry.handle_job(printing.JOB_KIND, printing.run_print_job)
        registry.handle_job(disposals.JOB_KIND, disposing.run_disposal_job)
        registry.handle_job(scans.JOB_KIND, scans.run_scan_job)
        registry.handle_job(signatures.JOB_KIND, signatures.run_sign_job)
        registry.handle_envelope(EnvelopeKind.DOSSIER, handing_up.on_dossier_arrival)
        registry.handle_settlement(EnvelopeKind.DOSSIER, handing_up.on_dossier_settled)
        registry.provide_envelope_page(EnvelopeKind.DOSSIER, nav.submission_page)
        registry.handle_envelope(EnvelopeKind.LEVEL_REFERENCE, telling_levels.on_level_arrival)
        registry.provide_envelope_facts(EnvelopeKind.LEVEL_REFERENCE, telling_levels.level_facts)
        registry.handle_envelope(EnvelopeKind.DECISION, sending_down.on_decision_arrival)
