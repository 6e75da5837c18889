"""What is printed for a rating meeting: its list, the minutes of a count, and the notice to a subject."""

from dossiers.documents.boards import BallotCount, BoardList
from dossiers.documents.kinds import Notice
from dossiers.documents.parts import Attendant, BoardGroup, BoardRow, RatedGroup, RatedSubject, VoteRow
from dossiers.gather.heads import committee_signature, office_head
from dossiers.gather.papers import NOUNS
from orgchart.models import Tenant
from orgchart.queries import members_of
from ratings.models import Ballot, BallotRound, Board, DecisionItem, RatingCase
from ratings.queries.board_page import GroupTable, board_tables
from ratings.queries.lists import decision_of
from reviews.models import SubjectKind

ROUND_TITLES = {
    BallotRound.GOOD: "bỏ phiếu vòng 1 xếp loại “Hoàn thành tốt nhiệm vụ”",
    BallotRound.EXCELLENT: "bỏ phiếu vòng 2 xếp loại “Hoàn thành xuất sắc nhiệm vụ”",
    BallotRound.RUN_OFF: "bỏ phiếu lại xếp loại “Hoàn thành xuất sắc nhiệm vụ”",
}
RIGHTS = (
    "Tập thể, cá nhân có quyền trình bày, bảo lưu ý kiến với cấp trên trực tiếp hoặc khiếu nại, kiến nghị bằng văn bản "
    "với nơi quyết định; trong thời gian xem xét vẫn chấp hành kết quả đã quyết định."
)


def ballot_count_paper(ballot: Ballot, tenant: Tenant) -> BallotCount:
    """Biên bản kiểm phiếu of one round of one group (HY-B.II.4-1, HY-B.II.4-2)."""
    board, year = ballot.board, ballot.board.cycle.year
    first = ballot.round == BallotRound.GOOD
    counts = ballot.counts.select_related("case__subject").order_by(
        "case__subject__kind", "case__subject__rank", "case__subject__sort_key", "case_id"
    )
    return BallotCount(
        letterhead=office_head(tenant, symbol="", issued_on=board.held_on, year=year),
        year=year,
        title=f"{ROUND_TITLES[BallotRound(ballot.round)]}, nhóm {ballot.group.name}",
        meeting=f"phiên họp {board.body.name}",
        held_at=None,
        summoned=board.entitled,
        present=board.present or 0,
        issued=ballot.issued,
        returned=ballot.returned,
        valid=ballot.valid,
        invalid=ballot.returned - ballot.valid,
        overmarked=ballot.overmarked,
        base=board.entitled,
        base_label="tổng số thành viên được quyền bỏ phiếu",
        columns=("Đồng ý", "Không đồng ý") if first else ("Số phiếu chọn",),
        rows=tuple(
            VoteRow(
                name=one.case.subject.name,
                description=one.case.subject.position,
                votes=(one.votes, ballot.valid - one.votes) if first else (one.votes,),
            )
            for one in counts
        ),
        tellers=(Attendant(name="………………"),),
        chair=Attendant(name=_chair(board)),
        result=_result(ballot),
    )


def _chair(board: Board) -> str:
    head = members_of(board.body, board.held_on).filter(role="head").first()
    return head.person.full_name if head is not None else "………………"


def _result(ballot: Ballot) -> str:
    table = _table_of(ballot)
    counted = table.figures.ballot if table is not None else None
    if table is None or counted is None:
        return ""
    if ballot.round == BallotRound.GOOD:
        return f"Có {len(counted.passed):02d} đối tượng đạt loại Tốt trở lên. {table.figures.calculation}"
    return f"Có {len(counted.excellent):02d} đối tượng được xếp loại Xuất sắc trong {table.figures.places:02d} chỗ."


def _table_of(ballot: Ballot) -> GroupTable | None:
    _, tables = board_tables(ballot.board, decision_of(ballot.board))
    return next((table for table in tables if table.row.group.pk == ballot.group_id), None)


def board_list_paper(board: Board, tenant: Tenant) -> BoardList:
    """The list for the meeting, with free cells where nothing is counted yet."""
    _, tables = board_tables(board, decision_of(board))
    year = board.cycle.year
    return BoardList(
        letterhead=office_head(tenant, symbol="", issued_on=board.held_on, year=year),
        year=year,
        scope=f"tập thể, cá nhân thuộc diện {board.body.name} quản lý",
        meeting=f"Trình phiên họp {board.body.name} ngày {board.held_on:%d/%m/%Y}",
        groups=tuple(_group(table) for table in tables),
        signature=committee_signature(_chair(board), "Bí thư"),
    )


def _group(table: GroupTable) -> BoardGroup:
    rows = tuple(
        BoardRow(
            name=line.case.subject.name,
            description=line.case.subject.position,
            self_level=line.case.self_level or None,  # type: ignore[arg-type]
            appraised_level=line.case.proposed_level or None,  # type: ignore[arg-type]
            limits="" if line.highest == "XS" else line.limit_words,
            first_ballot=_votes(line.round_1),
            second_ballot=_votes(line.round_2) + (f"; bỏ lại {line.run_off}" if line.run_off is not None else ""),
            level=line.level or None,  # type: ignore[arg-type]
        )
        for line in table.lines
    )
    return BoardGroup(title=table.row.group.name, rows=rows, cap=table.figures.calculation if table.has_places else "")


def _votes(number: int | None) -> str:
    return "" if number is None else str(number)


def notice_paper(case: RatingCase, tenant: Tenant) -> Notice:
    """Thông báo to one subject, with comments and the way to complain (CC-III.5-2)."""
    subject, year = case.subject, case.subject.cycle.year
    item = DecisionItem.objects.filter(case=case).select_related("decision__board__body").order_by("-pk").first()
    title, noun = NOUNS[SubjectKind(subject.kind)]
    if item is not None:
        decided = f"Quyết định số {item.decision.code} ngày {item.decision.decided_on:%d/%m/%Y}"
        decided += f" của {item.decision.board.body.name}"
        signature = committee_signature(item.decision.signer_name, item.decision.signer_title)
    else:
        decided = f"Quyết định số {case.external_decision} của {case.decided_externally_by}"
        signature = committee_signature("", "Bí thư")
    who = f"đồng chí {subject.name}" if subject.person_id else subject.name
    row = RatedSubject(name=subject.name, description=subject.position, level=case.level)  # type: ignore[arg-type]
    return Notice(
        letterhead=office_head(tenant, symbol=f"TB/{tenant.body_code}", issued_on=None, year=year),
        year=year,
        scope=who,
        addressees=(who[0].upper() + who[1:], f"Tập thể, cá nhân trực tiếp quản lý {who}"),
        decision=decided,
        groups=(RatedGroup(title=title, noun=noun, subjects=(row,)),),
        comments=case.appraisal_note,
        rights=RIGHTS,
        signature=signature,
        recipients=("Như trên", f"Lưu Văn phòng {tenant.issuing_body}"),
    )
