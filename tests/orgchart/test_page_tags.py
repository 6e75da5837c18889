"""Icons, the repeated heading, and the shared pieces of pages."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import gettext

ROOT = Path(settings.BASE_DIR)
COMPONENTS = sorted((ROOT / "templates" / "_components").glob("*.html"))
# The compiled catalogue is what runs; the readable one beside it has to say the same.
CATALOGUE = dict(
    re.findall(
        r'^msgid "(.+)"\nmsgstr "(.+)"$',
        (ROOT / "config/locale/vi/LC_MESSAGES/django.po").read_text(),
        re.MULTILINE,
    )
)
ICON_USE = re.compile(r'{% icon "([\w-]+)"')


class MeetingForm(forms.Form):
    """Every kind of field that the field component has to show."""

    place = forms.CharField(label="Nơi họp", help_text="Ghi theo giấy mời.")
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("k", "Phiếu kín"), ("c", "Công khai")], widget=forms.RadioSelect
    )
    checked = forms.BooleanField(label="Đã đối chiếu")
    note = forms.CharField(label="Ghi chú", required=False)


def render(source: str, **context: object) -> str:
    return Template("{% load page %}" + source).render(Context(context))


def field_of(form: forms.Form, name: str) -> str:
    return render_to_string("_components/form_field.html", {"field": form[name]})


def test_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')
    labelled = render('{% icon "check" words %}', words="Đã <xong>")
    assert 'aria-label="Đã &lt;xong&gt;"' in labelled
    assert "aria-hidden" not in labelled


def test_every_icon_that_a_template_uses_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    used = {name for page in (ROOT / "templates").rglob("*.html") for name in ICON_USE.findall(page.read_text())}

    assert used
    assert used <= drawn


def test_window_title_repeats_the_heading_as_plain_escaped_text():
    page = Template("{% extends 'base.html' %}{% block title %}Bản của <em>{{ name }}</em>{% endblock %}").render(
        Context({"name": "A & <b>"})
    )

    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)

    assert title is not None
    assert title.group(1).strip() == "Bản của A &amp; &lt;b&gt;"
    assert "<h1>Bản của <em>A &amp; &lt;b&gt;</em></h1>" in page


def test_base_page_holds_no_inline_script_or_style():
    page = render_to_string("base.html")

    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r'\s(?:style|on\w+)="', page)


def test_field_ties_label_help_and_error_together():
    shown = field_of(MeetingForm({}), "place")

    assert '<label for="id_place">Nơi họp</label>' in shown
    assert 'id="id_place_helptext"' in shown
    assert 'id="id_place_error"' in shown
    assert 'aria-describedby="id_place_helptext id_place_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_field_of_several_choices_is_a_fieldset_with_legend():
    shown = field_of(MeetingForm({}), "kind")

    assert "<legend>Hình thức</legend>" in shown
    assert 'aria-describedby="id_kind_error"' in shown


def test_field_says_what_may_stay_empty():
    assert "(không bắt buộc)" in field_of(MeetingForm(), "note")
    assert "(không bắt buộc)" not in field_of(MeetingForm(), "place")


def test_error_summary_links_to_every_field_in_error_and_stays_away_otherwise():
    form = MeetingForm({"place": "Hội trường", "kind": "k"})
    form.add_error(None, "Ngày họp quá gần.")

    shown = render_to_string("_components/form_errors.html", {"form": form})

    assert re.findall(r'href="#(\w+)"', shown) == ["id_checked"]
    assert "Ngày họp quá gần." in shown
    assert render_to_string("_components/form_errors.html", {"form": MeetingForm()}).strip() == ""


def test_labelled_field_carries_the_new_label_into_the_list_of_errors():
    form = MeetingForm({})
    form.fields["place"].widget.attrs["placeholder"] = "Place"

    shown = render(
        '{% with f=form.place|labelled:"Địa điểm"|without_help %}{{ f }}'
        '{% include "_components/form_errors.html" with form=form %}{% endwith %}',
        form=form,
    )

    assert "placeholder" not in shown
    assert "helptext" not in shown
    assert ">Địa điểm</a>" in shown


@pytest.mark.parametrize(
    ("places", "used", "words", "marks"),
    [
        (3, 2, "còn 1 chỗ", ["is-used", "is-used", ""]),
        (2, 2, "đã hết chỗ", ["is-used", "is-used"]),
        (1, 3, "vượt 2 chỗ", ["is-used", "is-used is-beyond", "is-used is-beyond"]),
        (None, 4, "không giới hạn tỉ lệ", []),
    ],
)
def test_cap_meter_says_what_is_left_in_words_and_marks(places, used, words, marks):
    shown = render_to_string("_components/cap_meter.html", {"title": "Cấp phó", "places": places, "used": used})

    assert words in shown
    assert re.findall(r'<i class="([^"]*)"', shown) == marks


def test_degree_control_keeps_the_order_and_the_choice():
    shown = render_to_string("_components/degree_control.html", {"name": "d", "legend": "Ý thức", "value": "TB"})

    assert re.findall(r'value="(\w+)"', shown) == ["X", "T", "TB", "K"]
    assert 'value="TB" checked' in shown
    assert shown.count("checked") == 1


def test_section_editor_escapes_every_text():
    section = {
        "name": "s1",
        "heading": "I",
        "text": "</textarea><script>",
        "version": 1,
        "save_url": "/s",
        "last_year": 2023,
        "last_year_text": "<script>",
        "comments": [{"text": "<script>", "author": "A"}],
        "conflict": {"server_text": "<script>", "server_by": "B", "version": 2},
    }

    shown = render_to_string("_components/section_editor.html", {"section": section})

    assert "<script>" not in shown
    assert 'data-url="/s"' in shown


def test_job_asks_again_only_while_it_runs():
    def shown(state: str) -> str:
        return render_to_string("_components/job_progress.html", {"job": {"state": state, "label": "PDF", "url": "/j"}})

    assert "hx-get" in shown("queued")
    assert "hx-get" in shown("running")
    assert "hx-get" not in shown("done")
    assert "hx-get" not in shown("failed")


def test_empty_task_list_says_what_comes_next():
    shown = render_to_string("_components/task_list.html", {"groups": [{"tasks": []}], "next_up": "Ngày 15/11."})

    assert "không còn việc nào" in shown
    assert "Ngày 15/11." in shown


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_component_lists_its_variables_on_top(component):
    assert re.match(r"{% comment %}.*?{% endcomment %}", component.read_text(), re.DOTALL)


@pytest.mark.parametrize(
    "english",
    [
        "You must type the same password each time.",
        "The username and/or password you specified are not correct.",
        "Activate Authenticator App",
        "This field is required.",
    ],
)
def test_what_the_account_package_says_is_said_in_vietnamese(english):
    said = gettext(english)

    assert said != english
    assert not said.isascii()
    assert said == CATALOGUE[english]
