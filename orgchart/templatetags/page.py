"""Tags that every page of the interface uses: icons, and a block shown a second time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from orgchart import registry
from orgchart.form_keys import FIELD, new_key

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `static/img/icons.svg`; decoration unless it has a label of its own."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, _href(name))
    return _decoration(name)


@register.simple_tag
def once() -> SafeString:
    """A key of the form that is being opened: sent twice, it does its work once (see `orgchart.once`)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@cache
def _decoration(name: str) -> SafeString:
    """A page of fifty rows draws some hundred of these, always the same few."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', _href(name))


def _href(name: str) -> str:
    return f"{static('img/icons.svg')}#{name}"


@register.simple_tag(takes_context=True)
def again(context: Context, block_name: str) -> str:
    """The text of a block that the page fills elsewhere, so that the window title repeats the heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(block_name) if blocks else None
    if block is None:
        return ""
    text = " ".join(strip_tags(block.render(context)).split())
    # The block has escaped its own variables already, and strip_tags leaves entities as they are.
    return mark_safe(text)  # noqa: S308


@register.inclusion_tag("_components/section_tabs.html", takes_context=True)
def section_tabs(context: Context, title: str) -> dict[str, object]:
    """The pages of one group of the cycle beside each other, for those who may open more than one.

    A group with sections shows these first, each leading to its first page, and below them the pages of the section
    where one is.
    """
    request, shell = context["request"], context["shell"]
    year = shell.cycle.year if shell.cycle else None
    groups = registry.cycle_pages(request.actor, request.tenant, year) if year is not None else []
    group = next((group for group in groups if group.title == title), None)
    pages = group.pages if group else []
    here = _page_at_hand(pages, request)
    sections = group.sections if group else []
    if len(sections) < 2:
        return {"title": title, "pages": pages, "here": here, "path": request.path}
    shown = here.section if here else ""
    return {
        "title": title, "here": here, "path": request.path, "section": shown,
        "sections": [(name, found[0].url) for name, found in sections],
        "pages": next((found for name, found in sections if name == shown), []),
    }  # fmt: skip


def _page_at_hand(pages: Iterable[registry.CyclePage], request: HttpRequest) -> registry.CyclePage | None:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return next((page for page in pages if page.url == request.path or name in page.covers), None)


@register.inclusion_tag("_components/export_link.html", takes_context=True)
def export_link(context: Context) -> dict[str, object]:
    """The link to this list as a workbook: what narrows the page narrows the file."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["dang"] = "excel"
    return {"query": query.urlencode()}


@register.filter
def in_fours(text: str) -> str:
    """A long code in groups that people can read aloud."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def lower_first(text: str) -> str:
    """The text as it goes on inside a sentence; names further on keep their capitals."""
    return text[:1].lower() + text[1:]


@register.filter
def minus(value: int, other: int) -> int:
    """The difference of two whole numbers, such as the places that are left."""
    return int(value) - int(other)


@register.filter
def up_to(value: int, at_least: int = 0) -> range:
    """The whole numbers from 1 to the greater of the two, to draw one mark for each."""
    return range(1, max(int(value), int(at_least)) + 1)


@register.filter
def words(value: str) -> list[str]:
    """The words of a constant, to loop over a fixed order inside a template."""
    return value.split()


@register.filter
def has_tasks(groups: Iterable[object]) -> bool:
    """Whether any group of the task list holds something, so that the empty list can say what comes next."""
    return any(
        getattr(group, "tasks", None) or (isinstance(group, dict) and group.get("tasks")) for group in groups or ()
    )


@register.filter
def labelled(field: BoundField, label: str) -> BoundField:
    """A field of somebody else's form under our label, here and in the list of errors, and without its placeholder."""
    field.label = label
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def without_help(field: BoundField) -> BoundField:
    """The same field without its help, where the page says the same in better words."""
    field.help_text = ""
    return field
