"""A review written in Word comes back into its fields; what does not fit, what is not ours and what clashes is told."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from orgchart.tenancy import scope
from reviews.models import FormLine
from reviews.offline.boxes import Box, pieces_of
from reviews.offline.reading import MAX_BYTES
from reviews.queries.contents import contents_of
from reviews.services import offline
from reviews.services.lines import add_line, save_line
from reviews.services.writing import save_section
from tests.reviews.offline.files import changed, packed, with_parts
from tests.reviews.writing.scene import Scene, make_scene, shortcoming_of

WORDS = "Luôn giữ vững lập trường."
TABLE = "| Chỉ tiêu | Kết quả |\n| Thu ngân sách | 105% |"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def take(scene, content, *, actor=None, review=None, name="ban-kiem-diem.docx"):
    """Send a file as the page does."""
    sent = SimpleUploadedFile(name, content)
    client = scene.client(actor or scene.author)
    return client.post(scene.url(review or scene.review, "nap-word"), {"file": sent}, follow=True)


def word(scene, review=None):
    """The file as its author gets it."""
    answer = scene.client(scene.author).get(scene.url(review or scene.review, "ban-word"))
    assert answer.status_code == 200
    return answer.content


def filled(scene, values, review=None):
    """The file with other texts in its boxes, as somebody has written them offline."""
    with scope(tenant=scene.tenant.pk):
        contents = contents_of(scene.fresh(review or scene.review))
        for key, text in values.items():
            section = contents.sections.setdefault(key, contents.review.sections.model(key=key))
            section.text = text
        return offline.word_of(contents)


def kept(scene, key, review=None):
    with scope(tenant=scene.tenant.pk):
        row = (review or scene.review).sections.filter(key=key).first()
    return row.text if row else ""


@pytest.mark.parametrize("kind", ["review", "report"])
def test_everything_written_offline_comes_back_into_its_field(scene, kind):
    review = getattr(scene, kind)
    with scope(tenant=scene.tenant.pk):
        form = contents_of(review).form
    written = {one.key: f"{WORDS}\n- {one.key}\n{TABLE}" for one in form if one.has_text and not one.only_with_lines}

    answer = take(scene, filled(scene, written, review), review=review)

    assert "mọi nội dung trong tệp đã vào đúng các mục" in answer.text
    assert {key: kept(scene, key, review) for key in written} == written


def test_lines_degrees_levels_and_answers_come_back_too(scene):
    shortcoming_of(scene)
    scene.fill(scene.review)
    row = scene.call(add_line, review_id=scene.review.pk, kind="own_shortcoming")
    where = {"review_id": scene.review.pk, "kind": row.kind, "reference": row.reference}
    scene.call(save_line, values={"text": "Chưa sâu sát cơ sở.", "due": "31/03/2025"}, version=0, **where)
    before = word(scene)

    with scope(tenant=scene.tenant.pk):
        contents = contents_of(scene.fresh(scene.review))
        contents.review.self_level = "HT"
        contents.sections["I-2"].degree = "TB"
        contents.earlier[0].report.status = "fixing"
        contents.earlier[0].report.progress = "Đã xong 80%."
        line = next(one for lines in contents.lines.values() for one in lines if one.row.pk == row.pk)
        line.row.values = line.row.values | {"text": "Chưa sâu sát một số thôn."}
        content = offline.word_of(contents)
    answer = take(scene, content)

    assert "mọi nội dung trong tệp" in answer.text, re.findall(r"<li>.*?</li>", answer.text)[:5]
    assert scene.fresh(scene.review).self_level == "HT"
    with scope(tenant=scene.tenant.pk):
        assert scene.review.sections.get(key="I-2").degree == "TB"
        report = scene.review.shortcoming_reports.get()
        assert (report.status, report.progress) == ("fixing", "Đã xong 80%.")
        assert FormLine.objects.get(pk=row.pk).values["text"] == "Chưa sâu sát một số thôn."
    assert take(scene, before).status_code == 409  # the older file clashes with all of that, and nothing is lost
    assert scene.fresh(scene.review).self_level == "HT"


def test_file_that_nobody_changed_changes_nothing(scene):
    scene.fill(scene.review)
    with scope(tenant=scene.tenant.pk):
        before = list(scene.review.sections.order_by("pk").values_list("key", "text", "degree", "version"))

    take(scene, word(scene))

    with scope(tenant=scene.tenant.pk):
        assert list(scene.review.sections.order_by("pk").values_list("key", "text", "degree", "version")) == before


def test_what_was_changed_on_the_page_meanwhile_is_shown_with_both_texts(scene):
    content = filled(scene, {"VI": "Viết trong Word.", "V": "Chỉ trong Word."})
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text="Viết trên trang.")

    answer = take(scene, content)

    assert answer.status_code == 409
    assert "Viết trong Word." in answer.text
    assert "Viết trên trang." in answer.text
    assert kept(scene, "VI") == "Viết trên trang."
    assert kept(scene, "V") == "Chỉ trong Word."


def test_what_has_no_field_is_shown_and_the_rest_is_kept(scene):
    loose = "<w:p><w:r><w:t>Ý kiến viết ngoài khung.</w:t></w:r></w:p>"
    content = changed(filled(scene, {"VI": WORDS}), lambda xml: xml.replace("<w:sectPr>", f"{loose}<w:sectPr>"))

    answer = take(scene, content)

    assert answer.status_code == 200
    assert "Ý kiến viết ngoài khung." in answer.text
    assert "không xếp được vào mục nào" in answer.text
    assert answer.text.count('id="word-loose"') == 1
    assert re.findall(r'id="word-loose"><p>(.*?)</div>', answer.text) == ["Ý kiến viết ngoài khung.</p>"]
    assert kept(scene, "VI") == WORDS


def test_box_that_was_deleted_leaves_its_field_as_it_is_and_is_named(scene):
    scene.call(save_section, review_id=scene.review.pk, key="VI", version=0, text=WORDS)
    with scope(tenant=scene.tenant.pk):
        contents = contents_of(scene.fresh(scene.review))
        box = next(one for one in pieces_of(contents) if isinstance(one, Box) and one.name == "VI")
    content = changed(word(scene), lambda xml: re.sub(rf"<w:tbl>(?:(?!<w:tbl>).)*o_{box.code}_.*?</w:tbl>", "", xml))

    answer = take(scene, content)

    assert "Tệp không còn khung của 1 mục" in answer.text
    assert kept(scene, "VI") == WORDS


def test_words_that_are_no_choice_are_refused_at_the_field_and_shown(scene):
    scene.fill(scene.review)
    content = changed(word(scene), lambda xml: xml.replace(">Hoàn thành tốt nhiệm vụ</w:t>", ">Tốt lắm</w:t>"))

    answer = take(scene, content)

    assert answer.status_code == 422
    assert "Tốt lắm" in answer.text
    assert scene.fresh(scene.review).self_level == "HTT"


FOREIGN = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
BILLION = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda ours: b"", "Tệp rỗng"),
        (lambda ours: b"hello", "không phải văn bản Word"),
        (lambda ours: ours[:-200], "không phải văn bản Word"),
        (lambda ours: b"\xd0\xcf\x11\xe0" + ours, "Word kiểu cũ"),
        (lambda ours: FOREIGN, "Không đọc được tệp"),
        (lambda ours: with_parts(ours, {"word/vbaProject.bin": b"macro"}), "macro"),
        (lambda ours: with_parts(ours, {"word/embeddings/oleObject1.bin": b"x"}), "đối tượng nhúng"),
        (lambda ours: with_parts(ours, {"word/document.xml": BILLION}), "khai báo không được phép"),
        (lambda ours: with_parts(ours, {"docProps/custom.xml": OUTSIDE}), "khai báo không được phép"),
        (lambda ours: with_parts(ours, {"word/media/a.xml": b" " * 60_000_000}), "quá lớn khi mở ra"),
        (lambda ours: ours + b"\0" * MAX_BYTES, "lớn hơn 10 MB"),
        (lambda ours: with_parts(ours, {"docProps/custom.xml": b"<p/>", "word/footer.xml": b"<f/>"}), "bản Word tải"),
    ],
)  # fmt: skip
def test_file_that_can_not_be_taken_is_refused_with_the_reason_and_writes_nothing(scene, spoil, words):
    answer = take(scene, spoil(filled(scene, {"VI": WORDS})))

    assert answer.status_code == 422
    assert words in answer.text
    assert kept(scene, "VI") == ""
    assert take(scene, filled(scene, {"VI": WORDS})).status_code == 200  # the same file, not spoiled
    assert kept(scene, "VI") == WORDS


def test_file_of_another_review_is_refused(scene):
    report = filled(scene, {"VI": WORDS}, scene.report)

    answer = take(scene, report)

    assert answer.status_code == 422
    assert "bản Word của một văn bản khác" in answer.text
    assert kept(scene, "VI") == ""


def test_office_puts_back_what_it_typed_for_somebody_and_the_record_says_for_whom(scene):
    content = filled(scene, {"VI": WORDS})

    take(scene, content, actor=scene.office)

    with scope(tenant=scene.tenant.pk):
        record = scene.review.sections.get(key="VI").saved_by
        assert record == scene.office.account


def test_file_is_neither_given_nor_taken_once_the_text_was_sent(scene):
    content = word(scene)
    scene.send(scene.review)

    assert scene.client(scene.author).get(scene.url(scene.review, "ban-word")).status_code == 409
    assert take(scene, content).status_code == 409


def test_nobody_else_gets_or_puts_back_the_file(scene):
    content = word(scene)

    assert scene.client(scene.reader).get(scene.url(scene.review, "ban-word")).status_code == 404
    assert take(scene, content, actor=scene.reader).status_code == 404
