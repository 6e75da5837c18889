"""What may be uploaded."""

import io
import zipfile

import pytest

from dossiers.file_rules import MAX_BYTES, FileRefused, check_file, clean_name
from tests.factories.dossiers import PDF

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)


def office_file(*names: str) -> bytes:
    """A zip archive with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("biên bản.pdf", PDF, "application/pdf"),
        ("ảnh.PNG", PNG, "image/png"),
        ("ảnh.jpeg", JPG, "image/jpeg"),
        (
            "báo cáo.docx",
            office_file("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "bảng đã in.xlsx",
            office_file("xl/workbook.xml", "xl/printerSettings/printerSettings1.bin"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_ordinary_papers_are_taken_with_the_type_of_their_content(name, content, content_type):
    checked = check_file(name, content)

    assert (checked.name, checked.content_type) == (name, content_type)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("trang.html", b"<script>alert(1)</script>", "Không nhận loại tệp"),
        ("trang.pdf", b"<script>alert(1)</script>", "Không nhận loại tệp"),
        ("hinh.svg", b"<svg onload='x'/>", "Không nhận loại tệp"),
        ("hinh.pdf", PNG, "không đúng với phần mở rộng"),
        ("hai.pdf", PDF + office_file("a.txt"), "Không nhận loại tệp"),
        ("truoc.pdf", b"<html><script>alert(1)</script>" + PDF, "Không nhận loại tệp"),
        ("hinh.gif", b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", "Không nhận loại tệp"),
        ("hinh.png", b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", "Không nhận loại tệp"),
        ("anh.jpg", JPG + office_file("a.txt"), "Không nhận loại tệp"),
        (".htaccess", b"AddType text/html .pdf", "Không nhận loại tệp"),
        ("nhung.docx", office_file("word/document.xml", "word/embeddings/oleObject1.bin"), "tệp nhúng"),
        ("an.docx", office_file("word/document.xml", "word/activeX/activeX1.xml"), "macro"),
        ("macro.docx", office_file("word/document.xml", "word/vbaProject.bin"), "macro"),
        ("nhung.xlsx", office_file("xl/workbook.xml", "xl/embeddings/a.bin"), "macro"),
        ("an.xlsx", office_file("xl/workbook.xml", "a/xl/printerSettings/printerSettings1.bin"), "macro"),
        (
            "moi.docx",
            office_file("word/document.xml").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x63"),
            "loại tệp",
        ),
        ("khac.docx", office_file("a.txt"), "Không nhận loại tệp"),
        ("rong.pdf", b"", "Tệp rỗng"),
        ("lon.pdf", PDF + bytes(MAX_BYTES), "20 MB"),
        ("Báo cáo_MẬT.pdf", PDF, "mật"),
        ("TỐI MẬT 12.pdf", PDF, "mật"),
    ],
)
def test_other_files_are_refused_with_the_reason(name, content, reason):
    with pytest.raises(FileRefused, match=reason):
        check_file(name, content)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("b\u202efdp.exe.pdf", "bfdp.exe.pdf"),
        ("  .pdf ", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (".htaccess", "htaccess"),
    ],
)
def test_shown_name_is_cleaned(sent, shown):
    assert clean_name(sent) == shown
