"""Rows that somebody has typed are a table on paper and on the page."""

from django.template import Context, Template

from dossiers.documents.wording import blocks

TEXT = "Kết quả:\n• Thu ngân sách\n| Chỉ tiêu | Kết quả |\n| Thu | 105% |\nHết."


def test_rows_are_a_table_between_the_paragraphs_on_paper():
    assert blocks(TEXT) == [
        {"line": "Kết quả:"},
        {"line": "- Thu ngân sách"},
        {"rows": (("Chỉ tiêu", "Kết quả"), ("Thu", "105%"))},
        {"line": "Hết."},
    ]


def test_rows_are_a_table_on_the_page_and_typed_marks_stay_text():
    template = Template("{% load typed_text %}{% typed_text text %}")

    page = template.render(Context({"text": f"<b>đậm</b>\n{TEXT}"}))

    assert "&lt;b&gt;đậm&lt;/b&gt;<br>Kết quả:" in page
    assert page.count("<td>") == 4
    assert "<td>105%</td>" in page
