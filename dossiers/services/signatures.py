"""Signing printed documents: by hand on paper, with a key of this server, or with another program."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from pyhanko.sign.timestamps import HTTPTimeStamper

from dossiers import access, queries
from dossiers.documents.marking import SignatureRoom
from dossiers.documents.sandbox import RenderFailed, html_in_child
from dossiers.file_rules import CheckedFile, FileRefused
from dossiers.models import File, PrintedDocument, Signature
from dossiers.services.files import check_uploads, need_safe, store, store_upload
from dossiers.services.placing import place
from dossiers.signing.checking import Verdict, check
from dossiers.signing.keys import Keyring, KeyUnavailable, SigningKey, load_keyring
from dossiers.signing.signing import add_signature, with_seal
from dossiers.signing.slots import SLOT_NAMES
from dossiers.signing.stamp import stamp_html
from dossiers.states import DocumentState, SigningWay
from orgchart import audit
from orgchart.access import Actor
from orgchart.errors import InvalidInput, JobFailed, NotVisible, Refused
from orgchart.models import Job, Tenant
from orgchart.services.jobs import request_job, requester_of
from orgchart.tenancy import current_tenant_id, scope

JOB_KIND = "sign_document"
REASON = "Ký văn bản"
NOT_OURS = (
    "Tệp này không phải văn bản đang ký, hoặc nội dung đã bị thay đổi trước khi ký. Tải bản PDF ở trang này về, "
    "ký đúng tệp đó rồi tải lên lần nữa."
)


@lru_cache(maxsize=2)
def keyring(path: Path | None) -> Keyring:
    """The keys of this installation, read once; a changed file needs a new start."""
    return load_keyring(path)


def key_for(actor: Actor, tenant: Tenant, slot: str) -> SigningKey | None:
    """The key that the actor may sign a slot with: one's own, or the body's where one keeps the papers."""
    ring = keyring(settings.SIGNING_KEYS_FILE)
    key = ring.key_for(tenant=tenant.slug, slot=slot, account=actor.account.get_username())
    return key if key is not None and (key.account or access.can_keep_dossiers(actor)) else None


def has_key(actor: Actor, tenant: Tenant) -> bool:
    """Whether the actor may sign anything at all with a key of this server."""
    return any(key_for(actor, tenant, slot) is not None for slot in SLOT_NAMES)


@transaction.atomic
def sign_by_hand(
    *,
    document_id: int,
    signed_on: date | None,
    name: str,
    content: bytes | None,
    kept_at: str,
    actor: Actor,
    at: datetime,
) -> PrintedDocument:
    """Record that the paper bears all its signatures: the scan, or where the paper is kept. (HY-M01-17, HY-B.II.3-6)

    Raises InvalidInput at the fields signed_on, file and kept_at.
    """
    document = _lock(document_id)
    if not access.can_print(actor):
        raise PermissionDenied
    if document.signatures.exists():
        raise Refused("Văn bản đã có chữ ký; không ghi nhận thêm bản ký tay được.")
    if signed_on is None or signed_on > timezone.localtime(at).date():
        raise InvalidInput({"signed_on": "Ghi ngày ký trên bản giấy, không sau ngày hôm nay."})
    if content is None and not kept_at.strip():
        raise InvalidInput({"file": "Chọn bản quét đã ký, hoặc ghi nơi lưu bản giấy."})
    file = store_upload(name=name, content=content, actor=actor, at=at) if content is not None else None
    for slot in queries.slots_of(document):
        _add(
            document,
            slot,
            way=SigningWay.HAND,
            signer_name=queries.expected_signer(document, slot),
            signed_on=signed_on,
            file=file,
            kept_at="" if file else kept_at.strip()[:300],
            actor=actor,
            at=at,
        )
    place(document, at)
    return document


@transaction.atomic
def request_signature(*, document_id: int, slot: str, actor: Actor, at: datetime) -> Job:
    """Ask for the next digital signature of a document; it is made in the background."""
    document = _lock(document_id)
    tenant = Tenant.objects.get(pk=document.tenant_id)
    if key_for(actor, tenant, slot) is None:
        raise PermissionDenied
    _check_turn(document, slot)
    words = f"Yêu cầu ký số: {SLOT_NAMES[slot].lower()}"
    audit.record(actor=actor, action="request_signature", target=document, at=at, summary=words)
    key = f"sign:{document.tenant_id}:{document.pk}:{slot}"
    arguments = {"document": document.pk, "slot": slot}
    return request_job(kind=JOB_KIND, key=key, arguments=arguments, at=at, account=actor.account)


def run_sign_job(job: Job, report: Callable[[int, int], None], at: datetime) -> None:
    """The handler of the outbox: sign outside the transaction, then store; running twice signs once."""
    slot = str(job.arguments["slot"])
    with transaction.atomic(), scope(tenant=job.tenant_id):
        document = PrintedDocument.objects.filter(pk=job.arguments["document"]).first()
        actor = requester_of(job, at)
        if document is None or actor is None:
            raise NotVisible
        if document.signatures.filter(slot=slot).exists():
            return
        key = key_for(actor, job.tenant, slot)
        if key is None:
            raise JobFailed("Khóa ký số của chữ ký này không còn dùng được cho đồng chí.")
        before, rooms = queries.newest_file(document), _rooms(document)
        with before.opened() as stored:
            pdf = stored.read()
    try:
        signed = _signed(pdf, key, keyring(settings.SIGNING_KEYS_FILE), slot, rooms, timezone.localtime(at))
    except (KeyUnavailable, RenderFailed) as error:
        raise JobFailed(str(error)) from error
    with transaction.atomic(), scope(tenant=job.tenant_id):
        document = _lock(document.pk)
        if document.signatures.filter(slot=slot).exists():
            return
        if queries.newest_file(document).pk != before.pk:
            raise JobFailed("Văn bản vừa có thêm chữ ký khác. Ký lại trên bản mới nhất.")
        file = store(CheckedFile(before.name, "application/pdf", signed), actor=None, at=at)
        _record_digital(document, slot, SigningWay.HERE, key.name, file, actor, at)


@transaction.atomic
def take_in_signed(*, document_id: int, name: str, content: bytes, actor: Actor, at: datetime) -> PrintedDocument:
    """Take in the PDF that another program has signed: it has to begin with our file, byte by byte, and its
    signatures have to hold. Raises InvalidInput at the field file."""
    document = _lock(document_id)
    if not access.can_bring_signed(actor, document):
        raise PermissionDenied
    try:
        checked = check_uploads([(name, content)])[0]
        safety = need_safe(checked)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    before = queries.newest_file(document)
    with before.opened() as stored:
        if not content.startswith(stored.read()):
            raise InvalidInput({"file": NOT_OURS})
    report = check(content, keyring(settings.SIGNING_KEYS_FILE).trusted)
    earlier = document.signatures.exclude(way=SigningWay.HAND).count()
    if report.verdict in {Verdict.UNREADABLE, Verdict.CHANGED, Verdict.EXPIRED}:
        raise InvalidInput({"file": "Chữ ký số trong tệp không còn hiệu lực. Kiểm tra chứng thư rồi ký lại."})
    if len(report.signatures) <= earlier:
        raise InvalidInput({"file": "Tệp chưa có chữ ký số mới. Ký số rồi tải lên lần nữa."})
    slots = [slot for slot in queries.slots_of(document) if not document.signatures.filter(slot=slot).exists()]
    new = report.signatures[earlier:]
    if len(new) > len(slots):
        raise InvalidInput({"file": f"Văn bản chỉ cần {len(slots)} chữ ký nữa, tệp có thêm {len(new)} chữ ký."})
    file = store(checked, actor=actor, at=at, safety=safety)
    for slot, signature in zip(slots, new, strict=False):
        _record_digital(document, slot, SigningWay.ELSEWHERE, signature.signer, file, actor, at)
    return document


def _lock(document_id: int) -> PrintedDocument:
    rows = PrintedDocument.objects.select_for_update(of=("self",))
    document: PrintedDocument | None = rows.filter(pk=document_id).first()
    if document is None:
        raise NotVisible
    if document.state != DocumentState.READY or document.file_id is None:
        raise Refused("Văn bản chưa tạo xong nên chưa ký được.")
    return document


def _check_turn(document: PrintedDocument, slot: str) -> None:
    """Signatures come in the order of the paper, and never beside one by hand."""
    made = set(document.signatures.values_list("slot", flat=True))
    if document.signatures.filter(way=SigningWay.HAND).exists():
        raise Refused("Văn bản đã được ký tay trên bản giấy, không ký số tiếp được.")
    waiting = [name for name in queries.slots_of(document) if name not in made]
    if slot not in waiting:
        raise Refused("Chữ ký này đã có hoặc không thuộc văn bản.")
    if waiting[0] != slot:
        raise Refused(f"Chưa đến lượt: “{SLOT_NAMES[waiting[0]]}” ký trước.")


def _rooms(document: PrintedDocument) -> tuple[SignatureRoom, ...]:
    rooms = [SignatureRoom(slot=row["slot"], page=row["page"], box=tuple(row["box"])) for row in document.rooms]
    return tuple(room for room in with_seal(rooms) if room.slot in queries.slots_of(document))


def _signed(
    pdf: bytes, key: SigningKey, ring: Keyring, slot: str, rooms: tuple[SignatureRoom, ...], at: datetime
) -> bytes:
    room = next(one for one in rooms if one.slot == slot)
    stamp = html_in_child(stamp_html(room, name=key.name, at=at))
    timestamper = HTTPTimeStamper(ring.timestamp_url, timeout=10) if ring.timestamp_url else None
    with key.opened() as signer:
        return add_signature(
            pdf, signer=signer, slot=slot, rooms=rooms, stamp=stamp, reason=REASON, timestamper=timestamper
        )


def _record_digital(
    document: PrintedDocument,
    slot: str,
    way: SigningWay,
    name: str,
    file: File,
    actor: Actor,
    at: datetime,
) -> None:
    day = timezone.localtime(at).date()
    _add(document, slot, way=way, signer_name=name, signed_on=day, file=file, kept_at="", actor=actor, at=at)
    place(document, at)


def _add(
    document: PrintedDocument,
    slot: str,
    *,
    way: SigningWay,
    signer_name: str,
    signed_on: date,
    file: File | None,
    kept_at: str,
    actor: Actor,
    at: datetime,
) -> None:
    Signature(
        tenant_id=current_tenant_id(),
        document=document,
        slot=slot,
        way=way,
        signer_name=signer_name[:200],
        signed_on=signed_on,
        file=file,
        kept_at=kept_at,
        recorded_at=at,
        recorded_by=actor.account,
    ).save()
    words = f"{SLOT_NAMES[slot]}: {way.label.lower()}"
    audit.record(actor=actor, action="sign_document", target=document, at=at, summary=words, changes={"slot": slot})
