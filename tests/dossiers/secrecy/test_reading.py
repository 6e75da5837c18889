"""Marks are found on the first page and among the properties; what can not be read is not taken."""

import zipfile
from io import BytesIO

import pytest

from dossiers.secrecy import reading
from dossiers.secrecy.reading import Unread, marked_files
from tests.dossiers.secrecy import papers
from tests.factories.dossiers import PDF

MARKED = {
    "stamp on a page": lambda: papers.pdf("<p>MẬT</p><p>Báo cáo</p>"),
    "stamp beside the date": lambda: papers.letter("TỐI MẬT"),
    "stamp in a frame": lambda: papers.letter('<span style="border: 1px solid; padding: 2px">MẬT</span>'),
    "spread letters": lambda: papers.pdf('<p style="letter-spacing: .5em">TUYỆT MẬT</p>'),
    "stamp over the page": lambda: papers.noted("TỐI MẬT"),
    "title of a page": lambda: papers.pdf("<p>Báo cáo</p>", title="Báo cáo (MẬT)"),
    "line of Word": lambda: papers.word("ĐẢNG ỦY", "ĐỘ MẬT: TỐI MẬT", "Báo cáo"),
    "header of Word": lambda: papers.word("Báo cáo", header="MẬT"),
    "box of Word": lambda: papers.word("Báo cáo", box="TUYỆT MẬT"),
    "keywords of Word": lambda: papers.word("Báo cáo", keywords="Mật"),
    "cell of Excel": lambda: papers.workbook("MẬT", "Họ và tên"),
    "header of Excel": lambda: papers.workbook("Họ và tên", header="MẬT"),
    "title of Excel": lambda: papers.workbook("Họ và tên", title="Tài liệu mật"),
    "title of a picture": lambda: papers.picture("TỐI MẬT"),
    "title of a photograph": lambda: papers.picture("Tài liệu mật", kind="JPEG"),
}
ORDINARY = {
    "letter": lambda: papers.letter(""),
    "words in a sentence": lambda: papers.pdf(
        "<p>Giữ bí mật, bảo mật, bỏ phiếu kín; tài liệu <b>MẬT</b> giữ riêng.</p>"
    ),
    "broken heading": lambda: papers.pdf("<p>CÔNG TÁC BẢO<br>MẬT THÔNG TIN</p><p>TĂNG CƯỜNG BẢO<br>MẬT</p>"),
    "second page": lambda: papers.second_page("MẬT"),
    "note": lambda: papers.noted("Đã xem, đề nghị bảo mật"),
    "Word": lambda: papers.word("Công tác bảo mật", "Mật độ dân số", header="Lưu hành nội bộ", title="Bảo mật"),
    "Excel": lambda: papers.workbook("Mật độ", "Mật khẩu", "BÍ MẬT", header="&BBảo mật", title="Phiếu kín"),
    "picture": lambda: papers.picture("Ảnh hội nghị"),
    "photograph": lambda: papers.picture("Hội nghị", kind="JPEG"),
    "empty page": lambda: PDF,
}


@pytest.mark.parametrize("kind", MARKED)
def test_mark_is_found(kind):
    assert marked_files([MARKED[kind]()]) == [True]


@pytest.mark.parametrize("kind", ORDINARY)
def test_ordinary_paper_is_taken(kind):
    assert marked_files([ORDINARY[kind]()]) == [False]


def test_files_of_a_batch_are_told_apart():
    assert marked_files([PDF, papers.pdf("<p>MẬT</p>"), PDF]) == [False, True, False]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 hong", "Không mở được tệp PDF"),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", "Không mở được tệp PDF"),
        (papers.word("x")[:-30], "Word hoặc Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "tệp ảnh"),
    ],
    ids=["damaged", "without pages", "cut off", "no picture"],
)
def test_what_can_not_be_opened_is_not_taken(content, words):
    with pytest.raises(Unread, match=words) as unread:
        marked_files([PDF, content])

    assert unread.value.place == 1


def bomb() -> bytes:
    """A Word file whose text unpacks to far more than anybody writes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * 190_000_000 + b"</x>")
    return packed.getvalue()


def endless() -> bytes:
    """A page that draws the same text again and again."""
    content = b"BT /F 9 Tf (x) Tj ET\n" * 4_000_000
    return PDF.replace(b"/MediaBox", b"/Contents 4 0 R/MediaBox").replace(
        b"trailer", b"4 0 obj<</Length %d>>stream\n" % len(content) + content + b"\nendstream endobj\ntrailer"
    )


def test_bomb_costs_its_own_reading():
    with pytest.raises(Unread, match="Không mở được tệp Word"):
        marked_files([bomb()])
    assert marked_files([PDF]) == [False]


@pytest.mark.parametrize(("limit", "value"), [("CPU_SECONDS", 1), ("MEMORY_MB", 300)])
def test_endless_page_is_stopped_by_its_limit(monkeypatch, limit, value):
    """The control: with the other limit as it is, this one alone ends the child."""
    monkeypatch.setattr(reading, "CPU_SECONDS", 60)
    monkeypatch.setattr(reading, "MEMORY_MB", 8_000)
    monkeypatch.setattr(reading, limit, value)

    with pytest.raises(Unread, match="quá phức tạp"):
        marked_files([endless()])
