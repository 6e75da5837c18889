"""A review out as a Word file to write in, and what came back in it."""

import re
from dataclasses import dataclass, field

from django.core import signing

from orgchart.errors import InvalidInput
from orgchart.imports.archive import FileRefused
from reviews.models import Review
from reviews.offline.boxes import Box, Heading, Piece, pieces_of
from reviews.offline.document import HINTS, PROPERTY, document
from reviews.offline.reading import ReturnedBox, ReturnedFile, read_file
from reviews.queries.contents import Contents

SALT = "reviews.offline"
_TOKEN = re.compile(r"[\w-]{6,200}:[\w-]{5,10}:[\w-]{40,50}")
_NOT_OURS = (
    "Tệp này không phải bản Word tải từ hệ thống, hoặc dòng mã ở chân trang đã mất. "
    "Mời tải bản Word của chính văn bản này rồi chép nội dung sang."
)
_OF_ANOTHER = (
    "Tệp này là bản Word của một văn bản khác. Mời mở đúng văn bản đó để nạp, hoặc tải bản Word của văn bản này."
)


@dataclass(frozen=True)
class Returned:
    """What a file brings back, as the page of writing would send it, and what has no place there."""

    data: dict[str, str]
    loose: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything of the file has found its field."""
        return not (self.loose or self.missing or self.pictures)


def word_of(contents: Contents) -> bytes:
    """The whole form with what is written so far."""
    review = contents.review
    return document(
        title=contents.form.title, about=_about(review), pieces=pieces_of(contents), token=_token_of(review)
    )


def returned_in(contents: Contents, content: bytes) -> Returned:
    """What came back for this review; refused with the reason where the file can not be taken."""
    try:
        found = read_file(content)
    except FileRefused as refusal:
        raise InvalidInput({"file": str(refusal)}) from None
    _check_belongs(contents.review, found)
    data: dict[str, str] = {}
    loose: list[str] = []
    missing: list[str] = []
    left = dict(found.boxes)
    pieces = list(pieces_of(contents))
    for box in (piece for piece in pieces if isinstance(piece, Box)):
        back = left.pop(box.code, None)
        if back is None:
            missing.append(box.label)
            continue
        data[box.name], data[box.version_name] = box.typed(back.text), str(back.version)
        loose += _senseless(box, back)
    for back in left.values():  # the line that it answered is gone
        loose += [back.text] if back.text.strip() else []
    fixed = _fixed_lines(contents, pieces)
    outside = [*found.loose, *(line for line in found.margins.split("\n") if not _is_of_margins(line))]
    loose += [line for line in outside if _plain(line) and _plain(line) not in fixed]
    return Returned(data, loose, missing, found.pictures)


def _senseless(box: Box, back: ReturnedBox) -> list[str]:
    """A choice that is none: the page has no place for the words."""
    given = back.text.strip()
    return [f"{box.label}: {given}"] if box.choices and given and box.typed(given) not in box.choices else []


def _about(review: Review) -> str:
    return f"{review.subject.name} – năm {review.subject.cycle.year}"


def _token_of(review: Review) -> str:
    return signing.dumps([review.tenant_id, review.pk], salt=SALT)


def _check_belongs(review: Review, found: ReturnedFile) -> None:
    token = found.properties.get(PROPERTY, "")
    if not token and (shown := _TOKEN.search(found.margins.replace("\n", ""))):
        token = shown[0]
    try:
        belongs = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise InvalidInput({"file": _NOT_OURS}) from None
    if belongs != [review.tenant_id, review.pk]:
        raise InvalidInput({"file": _OF_ANOTHER})


def _fixed_lines(contents: Contents, pieces: list[Piece]) -> set[str]:
    """What the file says of itself, so that nobody has written it."""
    texts = [contents.form.title, _about(contents.review), *HINTS]
    for piece in pieces:
        texts += [piece.text] if isinstance(piece, Heading) else [piece.label, piece.hint]
    return {_plain(line) for text in texts for line in text.split("\n")}


def _is_of_margins(line: str) -> bool:
    """The number of the page and the line with the token."""
    return line.strip().isdigit() or _TOKEN.search(line) is not None


def _plain(text: str) -> str:
    return " ".join(text.split())
