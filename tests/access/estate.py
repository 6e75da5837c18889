"""One tenant with an object of every kind, so that no page and no address is tried on nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from dossiers.models import (
    ChecklistItem,
    Dossier,
    PrintedDocument,
    ScanBatch,
    ScannedFile,
    Signature,
)
from dossiers.services.checklists import keep_on_paper, missing_items, prepare_dossiers
from dossiers.services.files import store_upload
from orgchart.access import Actor
from orgchart.kinds import CollectiveKind, OrganizationKind, PostRole, Role
from orgchart.models import (
    Job,
    NumberRegister,
    Succession,
    Supervision,
    Tenant,
)
from orgchart.tenancy import scope
from ratings.models import BoardGroup, CapGroup, RatingCase
from ratings.services.inspections import Question, preview_file, store_inspection
from reviews.models import (
    Attendance,
    Circulation,
    CirculationReceipt,
    Comment,
    Cycle,
    Deadline,
    FormLine,
    OfficeScore,
    OpenCase,
    ReferenceKind,
    Review,
    Shortcoming,
    ShortcomingReport,
    Subject,
)
from reviews.queries.contents import as_sent, contents_of
from reviews.regulations.forms_of_sets import SIGN, form_under
from reviews.regulations.loader import load_set
from tests.access.estate_aftermath import fill_aftermath
from tests.access.estate_papers import add_papers
from tests.access.estate_reviews import add_review_rows
from tests.access.estate_sets import add_set_rows
from tests.factories.dossiers import PDF
from tests.factories.orgchart import (
    NOON,
    CellMembershipFactory,
    CollectiveFactory,
    DisciplineRecordFactory,
    ManagementLinkFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    TenantFactory,
    actor_for,
)
from tests.factories.ratings import CaseScoreFactory, CorrectionFactory
from tests.factories.reviews import (
    AgendaItemFactory,
    CollectiveSubjectFactory,
    ConferenceFactory,
    CycleFactory,
    PlaceFactory,
    ReviewFactory,
    ReviewSectionFactory,
    SubjectFactory,
)
from tests.orgchart.imports.messy import plain
from tests.orgchart.imports.taking import read_workbook
from tests.ratings.conftest import Town
from tests.ratings.inspection.years import group_rows, workbook

TEXT = "Đã hoàn thành các nhiệm vụ được giao trong năm."
ROLES = ("office", "organisation_board", "standing_committee", "head", "inspection", "admin")


@dataclass
class Estate:
    """The tenant, its actors by the names of the matrix, and its rows by the names of the addresses' parts."""

    tenant: Tenant
    cycle: Cycle
    town: Town
    actors: dict[str, Actor] = field(default_factory=dict)
    rows: dict[str, models.Model] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.rows[name]

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The scope of the tenant."""
        with scope(tenant=self.tenant.pk):
            yield

    def put(self, name: str, **fields: Any) -> None:
        """Set fields of a row past its services: a test wants it to stand there."""
        row = self.rows[name]
        with self.inside():
            type(row).objects.filter(pk=row.pk).update(**fields)  # type: ignore[attr-defined]

    def fresh(self, name: str) -> Any:
        """The row as the database has it."""
        row = self.rows[name]
        with self.inside():
            return type(row).objects.get(pk=row.pk)  # type: ignore[attr-defined]


def build(slug: str, superior: Tenant, subordinate: Tenant) -> Estate:
    """A tenant between a superior and a subordinate, in the middle of its year."""
    tenant = TenantFactory(slug=slug, name=f"Đảng bộ {slug}", short_name=f"Đơn vị {slug}")
    root = OrganizationFactory(tenant=tenant, name=f"Đảng bộ {slug}", kind=OrganizationKind.PARTY_COMMITTEE)
    body = CollectiveFactory(
        tenant=tenant, organization=root, name="Ban Thường vụ", kind=CollectiveKind.STANDING_COMMITTEE
    )
    cycle = CycleFactory(tenant=tenant)
    office, head = actor_for(tenant, Role.OFFICE), actor_for(tenant, Role.HEAD)
    estate = Estate(tenant, cycle, Town(tenant, cycle, office, head, body))
    estate.rows |= {"cycle": cycle, "root": root, "body": body}
    estate.actors |= {"office": office, "head": head}
    for role in ROLES:
        estate.actors.setdefault(role, actor_for(tenant, Role(role)))
    for number in range(5):
        PostFactory(
            tenant=tenant, collective=body, rank=number + 1, title="Bí thư" if number == 0 else "Ủy viên",
            role=PostRole.HEAD if number == 0 else PostRole.MEMBER,
        )  # fmt: skip
    _people(estate)
    _subjects(estate, superior)
    _conference(estate)
    _ratings(estate)
    _dossiers(estate, subordinate)
    _roster(estate)
    add_review_rows(estate, superior)
    add_set_rows(estate, superior)
    return estate


def _people(estate: Estate) -> None:
    """A front committee: its chair, the person whose own objects these are, a secretary; and somebody without part."""
    tenant = estate.tenant
    front = OrganizationFactory(tenant=tenant, name="Ủy ban MTTQ", kind=OrganizationKind.FATHERLAND_FRONT)
    collective = CollectiveFactory(
        tenant=tenant, organization=front, name="Ban Thường trực MTTQ", kind=CollectiveKind.FRONT_STANDING
    )
    spare = CollectiveFactory(tenant=tenant, name="Ban Thường vụ Hội Nông dân", kind=CollectiveKind.MASS_STANDING)
    people = {name: PersonFactory(tenant=tenant) for name in ("chair", "own", "secretary", "member", "spare_head")}
    parts = {"chair": PostRole.HEAD, "own": PostRole.DEPUTY, "secretary": PostRole.MEMBER}
    for rank, (name, role) in enumerate(parts.items(), start=10):
        estate.rows[f"{name}_post"] = PostFactory(
            tenant=tenant, person=people[name], collective=collective, role=role, rank=rank, title=str(role.label)
        )
    PostFactory(tenant=tenant, person=people["spare_head"], collective=spare, rank=20)
    cell = OrganizationFactory(tenant=tenant, name="Chi bộ Phố", kind=OrganizationKind.PARTY_CELL)
    rows = estate.rows
    rows["cell_two"] = OrganizationFactory(tenant=tenant, name="Chi bộ Chợ", kind=OrganizationKind.PARTY_CELL)
    rows["membership"] = CellMembershipFactory(tenant=tenant, person=people["own"], cell=cell)
    rows["discipline"] = DisciplineRecordFactory(tenant=tenant, person=people["member"])
    rows["management"] = ManagementLinkFactory(tenant=tenant, collective=collective)
    with estate.inside():
        rows["supervision"] = Supervision(
            tenant=tenant, person=people["chair"], organization=cell, started_on=date(2020, 8, 1)
        )
        rows["supervision"].save()
        Succession(
            tenant=tenant, predecessor=cell, successor=front, kind="transferred", happened_on=date(2021, 1, 1)
        ).save()
        NumberRegister(tenant=tenant, body_code="UB", kind="QĐ", period="2024", last_number=3).save()
    estate.rows |= people | {"front": front, "collective": collective, "spare": spare, "cell": cell}
    estate.actors |= {name: actor_for(tenant, person=people[name]) for name in ("own", "member")}


def _roster(estate: Estate) -> None:
    """An uploaded list that waits to be written."""
    content = plain([1, "Lý Văn Ba", "1970", "", ""], [2, "Ma Thị Tư", "1975", "", ""])
    with estate.inside():
        estate.rows["roster"] = read_workbook(
            content, estate.actors["office"], name="Danh sách.xlsx", since=date(2024, 1, 1)
        )


def _subjects(estate: Estate, superior: Tenant) -> None:
    """The front committee and its people with written reviews; somebody whom the superior rates; late comers."""
    tenant, cycle, rows = estate.tenant, estate.cycle, estate.rows
    common = {"tenant": tenant, "cycle": cycle}
    rows["body_subject"] = CollectiveSubjectFactory(**common, collective=rows["collective"])
    for rank, name in enumerate(("chair", "own"), start=10):
        role = PostRole.HEAD if name == "chair" else PostRole.DEPUTY
        rows[f"{name}_subject"] = SubjectFactory(**common, person=rows[name], unit=rows["front"], role=role, rank=rank)
    rows["above_subject"] = SubjectFactory(**common, rating="superior", decided_by=superior)
    rows["new_subject"] = SubjectFactory(**common, appointed_on=date(2024, 10, 1))
    with estate.inside():
        rows["open_case"] = OpenCase(
            tenant=tenant, cycle=cycle, kind="audience", collective=rows["collective"], clauses="HY-B.I.2.2-8"
        )
        rows["open_case"].save()
    rows["spare_subject"] = CollectiveSubjectFactory(**common, collective=rows["spare"])
    PlaceFactory(subject=rows["spare_subject"], collective=rows["spare"])
    for name in ("body", "chair", "own"):
        rows[f"{name}_place"] = PlaceFactory(
            subject=rows[f"{name}_subject"], collective=rows["collective"], done_at=NOON
        )
    for name in ("body", "chair", "own", "above", "new"):
        rows[f"{name}_review"] = _final_review(estate, rows[f"{name}_subject"])
    estate.town.refer(rows["chair_subject"], rows["body_subject"], ReferenceKind.HEADS)
    with estate.inside():
        Deadline(
            tenant=tenant, cycle=cycle, step="own-1", title="Nộp bản kiểm điểm", wording="chậm nhất ngày 30/11/2024",
            receiver="Văn phòng", last_day=date(2024, 11, 30),
        ).save()  # fmt: skip
        rows["shortcoming"] = Shortcoming(
            tenant=tenant, person=rows["own"], year=2023, text="Chậm báo cáo tháng.", source="Kết luận năm 2023"
        )
        rows["shortcoming"].save()
        ShortcomingReport(
            tenant=tenant, review=rows["own_review"], shortcoming=rows["shortcoming"], status="fixing",
            progress="Đã rút ngắn thời gian.", responsible="Bản thân", version=1,
        ).save()  # fmt: skip
        content = as_sent(contents_of(rows["own_review"]), {"name": "Trần Thị Hoa"})
        circulation = Circulation(
            tenant=tenant, review=rows["own_review"], content=content, sent_at=NOON,
            sent_by=estate.actors["office"].account,
        )  # fmt: skip
        circulation.save()
        CirculationReceipt(tenant=tenant, circulation=circulation, person=rows["chair"]).save()


def _final_review(estate: Estate, subject: Subject) -> Review:
    kind = "leader_review" if subject.person_id else "collective_report"
    account = estate.actors["office"].account
    stamps = {"circulated_at": NOON, "circulated_by": account, "finalised_at": NOON, "finalised_by": account}
    author = subject.person or estate["own"]
    review = ReviewFactory(
        subject=subject, form_kind=kind, author=author, state="final", self_level="HTT", level_version=1, **stamps
    )
    for section in form_under(kind, load_set(estate.cycle.set_code)):
        ReviewSectionFactory(
            review=review, key=section.key, text=TEXT if section.has_text else "",
            degree="T" if section.has_degree else "", saved_by=account,
        )  # fmt: skip
    answer = {"found": "yes", "what": "Biểu hiện nể nang, đã chấn chỉnh."}
    with estate.inside():
        FormLine(tenant=estate.tenant, review=review, kind=SIGN, reference="dh", values=answer, version=1).save()
    return review


def _conference(estate: Estate) -> None:
    """A running conference of the front committee: its own report is at hand, two people wait."""
    tenant, rows = estate.tenant, estate.rows
    rows["conference"] = ConferenceFactory(
        tenant=tenant, cycle=estate.cycle, collective=rows["collective"], state="running", opened_at=NOON,
        chair=rows["chair"], secretary=rows["secretary"], location="Hội trường",
    )  # fmt: skip
    for position, name in enumerate(("body", "chair", "own"), start=1):
        rows[f"{name}_item"] = AgendaItemFactory(
            conference=rows["conference"], subject=rows[f"{name}_subject"], position=position,
            state="running" if name == "body" else "waiting", chair=rows["chair"], started_at=NOON,
        )  # fmt: skip
    with estate.inside():
        scored = {"key": "nhiem-vu", "points": 55, "reason": "Chậm một báo cáo chuyên đề.", "agreed_at": NOON}
        OfficeScore(tenant=tenant, conference=rows["conference"], **scored).save()
        for name in ("chair", "own", "secretary"):
            rows[f"{name}_attendance"] = Attendance(
                tenant=tenant, conference=rows["conference"], person=rows[name], is_present=True
            )
            rows[f"{name}_attendance"].save()
        Attendance(tenant=tenant, conference=rows["conference"], guest_name="Đại diện cấp trên", is_member=False).save()
        rows["comment"] = Comment(
            tenant=tenant, item=rows["body_item"], person=rows["own"], text="Cần sát cơ sở hơn.", entered_at=NOON,
            entered_by=estate.actors["office"].account, verdict="partly", note="Tiếp thu phần đầu",
        )  # fmt: skip
        rows["comment"].save()


def _ratings(estate: Estate) -> None:
    """Collectives decided at one meeting, leaders at the ballot in another, and a group without a meeting."""
    rows, town = estate.rows, estate.town
    town.prepare()
    for name in ("body", "chair", "own", "above", "new", "spare"):
        rows[f"{name}_case"] = town.case(rows[f"{name}_subject"])
    with estate.inside():
        RatingCase.objects.filter(pk=rows["new_case"].pk).update(group=None)
        rows["spare_group"] = CapGroup(
            tenant=estate.tenant, cycle=estate.cycle, kind="collectives", name="Nhóm bổ sung"
        )
        rows["spare_group"].save()
        RatingCase.objects.filter(pk=rows["spare_case"].pk).update(group=rows["spare_group"])
    rows["group"], rows["body_group"] = rows["own_case"].group, rows["body_case"].group
    CaseScoreFactory(case=rows["own_case"], key="lanh-dao-chung-1")
    town.appraise(*(rows[f"{name}_subject"] for name in ("body", "chair", "own", "above")), note="Đạt yêu cầu")
    rows["done_board"] = town.board(rows["body_subject"])
    town.vote(rows["done_board"], {rows["body_subject"]: 5}, {rows["body_subject"]: 1})
    rows["decision"] = town.decide(rows["done_board"])
    rows["board"] = town.board(rows["own_subject"])
    asked = Question(
        body_name=f"Đảng bộ xã {estate.tenant.slug}", year=2023, set_code="cho-chu-2024", rating_date=date(2023, 12, 20)
    )
    content = preview_file(question=asked, file_name="Nam 2023.xlsx", content=finished_year(3)).content
    with estate.inside():
        rows["inspection"] = store_inspection(
            cycle_id=estate.cycle.pk, content=content or {}, actor=estate.actors["office"], at=NOON
        )
    with estate.inside():
        rows["finding"] = rows["inspection"].findings.order_by("position").first()
        CorrectionFactory(finding__inspection=rows["inspection"], recorded_by=estate.actors["office"].account)
        rows["board_group"] = BoardGroup.objects.get(board=rows["board"])
    fill_aftermath(estate)


def finished_year(number: int) -> bytes:
    """A workbook in which too many of a small group have the highest level."""
    return workbook(group_rows(number, 0))


def _dossiers(estate: Estate, subordinate: Tenant) -> None:
    """Complete dossiers, one stored paper, a printed decision with its job, and a dossier from below."""
    tenant, rows, office = estate.tenant, estate.rows, estate.actors["office"]
    with estate.inside():
        prepare_dossiers(cycle_id=estate.cycle.pk, actor=office, at=NOON)
        for name in ("own", "above"):
            rows[f"{name}_dossier"] = Dossier.objects.get(subject=rows[f"{name}_subject"])
            for item in missing_items(rows[f"{name}_dossier"]):
                keep_on_paper(item_id=item.pk, place="Tủ số 1", actor=office, at=NOON)
        rows["file"] = store_upload(name="Bản tự nhận xét.pdf", content=PDF, actor=office, at=NOON)
        paper = ChecklistItem.objects.filter(dossier=rows["own_dossier"], stage="submission").order_by("position")
        rows["paper"] = paper.exclude(code__in=["asset_declaration", "cv_supplement"]).first()
        ChecklistItem.objects.filter(pk=rows["paper"].pk).update(state="provided", file=rows["file"], note="")
        rows["job"] = Job(
            tenant=tenant, key=f"print:{tenant.pk}", kind="print_document", created_at=NOON, state="running",
            requested_by=office.account,
        )  # fmt: skip
        rows["job"].save()
        rows["document"] = _printed(estate, "leader_review", "Bản kiểm điểm cá nhân", subject=rows["own_subject"])
        paper = _printed(estate, "decision", "Quyết định", decision=rows["decision"])
        rows["signature"] = Signature(
            tenant=tenant, document=paper, slot="owner", way="hand", signer_name="Ma Văn A", signed_on=NOON.date(),
            kept_at="Tủ số 4", recorded_at=NOON, recorded_by=office.account,
        )  # fmt: skip
        rows["signature"].save()
        paper = {
            "code": "0" * 16,
            "title": "Bản kiểm điểm",
            "document_id": None,
            "is_done": False,
            "words": "Thiếu tờ 1",
        }
        outcome = {"papers": [paper], "strange": [1]}
        rows["scan_batch"] = ScanBatch(
            tenant=tenant, cycle=estate.cycle, signed_on=NOON.date(), sent_at=NOON, sent_by=office.account,
            job=rows["job"], outcome=outcome,
        )  # fmt: skip
        rows["scan_batch"].save()
        ScannedFile(tenant=tenant, batch=rows["scan_batch"], file=rows["file"], position=1).save()
        add_papers(estate, subordinate)
    # Came after the lists were made, so that there is something left to prepare.
    rows["late_subject"] = SubjectFactory(tenant=tenant, cycle=estate.cycle, is_reviewed=False)


def _printed(estate: Estate, kind: str, title: str, **about: Any) -> PrintedDocument:
    document = PrintedDocument(
        tenant=estate.tenant, kind=kind, title=title, content_digest=f"{kind:_<64}", state="ready",
        file=estate["file"], job=estate["job"], requested_at=NOON, code=f"{estate.tenant.pk:016d}",
        rooms=[{"slot": "owner", "page": 0, "box": [300, 300, 500, 360]}], **about,
    )  # fmt: skip
    document.save()
    return document
