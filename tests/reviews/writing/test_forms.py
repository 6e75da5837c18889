"""The two forms as data."""

import pytest

from reviews.regulations import forms
from reviews.regulations.clauses import clause
from reviews.regulations.errors import BadRegulationFileError
from reviews.regulations.loader import load_set

REPORT = forms.form("collective_report")
REVIEW = forms.form("leader_review")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param("I-1", "chủ trương, đường lối của Đảng", marks=pytest.mark.clause("HY-M01-4", "HY-B.I.3.1-1")),
        pytest.param("I-2", "chỉ tiêu, nhiệm vụ được cấp có thẩm quyền giao"),
        pytest.param("I-3", "nguyên tắc tập trung dân chủ", marks=pytest.mark.clause("HY-M01-6", "HY-B.I.3.1-3")),
        pytest.param("I-4", "biểu hiện suy thoái", marks=pytest.mark.clause("HY-M01-7", "HY-B.I.3.1-4")),
        pytest.param("I-5", "kiểm tra, giám sát, kỷ luật đảng", marks=pytest.mark.clause("HY-M01-8", "HY-B.I.3.1-6")),
    ],
)
def test_collective_report_asks_for_text_and_degree_under_each_of_five_contents(key, words):
    section = REPORT.section(key)

    assert words in section.heading
    assert section.has_text
    assert section.has_degree
    assert section.is_required(earlier_shortcomings=False)


@pytest.mark.clause("HY-M02-3")
def test_self_review_has_four_texts_under_qualities_and_one_degree_for_all():
    lines = [section for section in REVIEW if section.key in {"I-1a", "I-1b", "I-1c", "I-1d"}]

    assert [section.heading for section in lines] == [
        "Về tư tưởng chính trị",
        "Về phẩm chất đạo đức, lối sống",
        "Về ý thức tổ chức kỷ luật",
        "Về tác phong, lề lối làm việc",
    ]
    assert all(section.has_text and not section.has_degree for section in lines)
    assert REVIEW.section("I-1").has_degree
    assert not REVIEW.section("I-1").has_text


@pytest.mark.clause("HY-M02-5")
def test_lines_that_the_source_prints_twice_stand_once():
    headings = [section.heading for section in REVIEW]

    assert len(headings) == len(set(headings))
    assert [REVIEW.section(key).has_text for key in ("I-2a", "I-2b", "I-2c", "I-2")] == [True, True, True, False]
    assert REVIEW.section("I-2").has_degree


@pytest.mark.parametrize("wanted", [REPORT, REVIEW], ids=lambda form: form.kind)
def test_slips_of_the_source_are_corrected(wanted):
    words = " ".join(f"{section.part} {section.group} {section.heading}" for section in wanted).lower()

    assert "lễ lối" not in words
    assert "chuyên hóa" not in words
    assert "tiêu trí" not in words


def test_parts_follow_the_paper():
    for wanted in (REPORT, REVIEW):
        numbers = list(dict.fromkeys(section.part.partition(".")[0] for section in wanted))

        assert numbers == ["I", "II", "III", "IV", "V", "VI"]
        assert wanted.level_number == "VII"


@pytest.mark.clause("HY-B.I.3.2-2")
def test_self_review_of_a_leader_asks_for_leadership_unity_and_trust():
    section = REVIEW.section("I-2a")

    for words in (
        "lãnh đạo, quản lý, điều hành",
        "quan hệ phối hợp",
        "công tâm, khách quan",
        "đoàn kết nội bộ",
        "tín nhiệm",
    ):
        assert words in section.guidance
    assert section.is_required(earlier_shortcomings=False)


@pytest.mark.parametrize(
    ("kind", "word"),
    [("party_committee", "địa phương"), ("agency", "cơ quan"), ("public_unit", "đơn vị")],
)
@pytest.mark.clause("HY-M01-3")
def test_report_opens_with_the_fixed_sentence_naming_collective_and_place(kind, word):
    sentence = REPORT.opening_sentence(subject="tập thể Ban Thường vụ", organization_kind=kind)

    assert sentence == (
        f"Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại {word}; "
        "tập thể Ban Thường vụ kiểm điểm với các nội dung chủ yếu sau:"
    )


def test_every_heading_names_clauses_that_exist():
    assert [clause(one).id for wanted in (REPORT, REVIEW) for section in wanted for one in section.clauses]


@pytest.mark.parametrize("code", ["hung-yen-2019", "cho-chu-2024"])
def test_form_is_called_as_in_the_list_of_the_set(code):
    regulations = load_set(code)

    assert forms.form_code("collective_report", regulations) == "Mẫu 01"
    assert forms.form_code("leader_review", regulations) == "Mẫu 02"


def test_form_file_with_an_unknown_clause_is_refused(tmp_path, monkeypatch):
    source = (forms.FOLDER / "leader_review.toml").read_text(encoding="utf-8")
    (tmp_path / "spoiled.toml").write_text(source.replace('"HY-M02-7"', '"HY-M02-99"'), encoding="utf-8")
    monkeypatch.setattr(forms, "FOLDER", tmp_path)

    with pytest.raises(BadRegulationFileError, match="HY-M02-99"):
        forms.form("spoiled")
