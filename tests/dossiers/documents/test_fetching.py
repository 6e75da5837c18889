"""A document opens nothing: no address, no file, whatever somebody writes into it."""

import base64
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from weasyprint import HTML

from dossiers.documents.fonts import FontsMissing, configured_fonts_dir
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import AddressRefused, pdf_of_html, render
from tests.dossiers.documents import reading
from tests.dossiers.documents.conftest import Listener
from tests.dossiers.documents.samples import SAMPLES, leader_review

VECTORS: dict[str, Callable[[str], str]] = {
    "image": lambda url: f'<img src="{url}">',
    "style link": lambda url: f'<link rel="stylesheet" href="{url}">',
    "style import": lambda url: f'<style>@import url("{url}");</style>',
    "background": lambda url: f'<p style="background: url({url})">x</p>',
    "list image": lambda url: f'<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": lambda url: f'<style>p::before {{ content: url("{url}"); }}</style><p>x</p>',
    "font": lambda url: (
        f'<style>@font-face {{ font-family: f; src: url("{url}"); }}</style><p style="font-family: f">x</p>'
    ),
    "object": lambda url: f'<object data="{url}" type="image/png"></object>',
    "embed": lambda url: f'<embed src="{url}" type="image/png">',
    "svg image": lambda url: f'<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "attachment": lambda url: f'<link rel="attachment" href="{url}">',
    "attached anchor": lambda url: f'<a rel="attachment" href="{url}">x</a>',
    "base address": lambda url: f'<base href="{url}"><img src="x.png">',
    "page background": lambda url: f'<style>@page {{ background: url("{url}"); }}</style><p>x</p>',
    "margin box": lambda url: f'<style>@page {{ @top-left {{ content: url("{url}"); }} }}</style><p>x</p>',
    "border image": lambda url: f'<p style="border: 3px solid; border-image: url({url}) 3">x</p>',
    "list marker": lambda url: f'<style>li::marker {{ content: url("{url}"); }}</style><ul><li>x</li></ul>',
    "svg in an address": lambda url: f'<img src="data:image/svg+xml;base64,{_coded(_picture(url, "href"))}">',
    "svg of old": lambda url: _picture(url, "xlink:href"),
    "style in an address": lambda url: (
        f'<link rel="stylesheet" href="data:text/css;base64,{_coded(f"@import url({url});")}">'
    ),
}


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _picture(url: str, name: str) -> str:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} width="9" height="9"><image {name}="{url}" width="9" height="9"/></svg>'


@pytest.mark.parametrize("vector", VECTORS)
def test_renderer_refuses_every_outside_address(vector: str, listener: Listener, tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    canary.write_text("canary")
    for address in (
        f"{listener.address}/x.png",
        f"HTTP://{listener.address.removeprefix('http://')}/x.png",
        canary.as_uri(),
        f"ftp://{listener.address.removeprefix('http://')}/x",
        "data:image/png;base64,iVBORw0KGgo=",
        "asset:../../../pyproject.toml",
        "asset:/etc/passwd",
    ):
        with pytest.raises(AddressRefused):
            pdf_of_html(f"<html><body>{VECTORS[vector](address)}</body></html>", fonts_dir=configured_fonts_dir())

    assert listener.hits == []


@pytest.mark.parametrize("vector", VECTORS)
def test_default_fetcher_would_have_called(vector: str, listener: Listener) -> None:
    HTML(string=f"<html><body>{VECTORS[vector](listener.address + '/x.png')}</body></html>").write_pdf()

    assert listener.hits == ["/x.png"]


def test_vectors_are_as_many_as_promised() -> None:
    assert len(VECTORS) >= 17


CANARY = "con-chim-hoang-yen"
LOCAL = {
    "attachment": lambda url: f'<link rel="attachment" href="{url}">',
    "attached anchor": lambda url: f'<a rel="attachment" href="{url}">x</a>',
    "object": lambda url: f'<object data="{url}" type="image/svg+xml"></object>',
}


def streams(pdf: bytes) -> bytes:
    """Everything in a PDF, unpacked where it is packed."""
    found = [pdf]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(part))
    return b"\n".join(found)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_no_file_of_the_server_gets_into_a_print(kind: DocumentKind, tmp_path: Path) -> None:
    canary = tmp_path / "canary.svg"
    canary.write_text(CANARY)
    payload = "".join(vector(canary.as_uri()) for vector in LOCAL.values())

    pdf = render(kind, poisoned(SAMPLES[kind], payload), attach_data=True)

    assert CANARY.encode() not in streams(pdf)
    assert b"canary.svg" in streams(pdf)  # what was typed is among the data, as text


def test_default_fetcher_would_bring_the_file_along(tmp_path: Path) -> None:
    """The control: this is how the canary looks in a print that holds it."""
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY)

    pdf = HTML(string=f"<html><body>{LOCAL['attachment'](canary.as_uri())}x</body></html>").write_pdf()

    assert CANARY.encode() in streams(pdf)


def poisoned(value: Any, payload: str) -> Any:
    """The data with the payload in front of every text that is free."""
    if isinstance(value, str):
        return payload + value
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        coded = {"bloc", "level", "degree", "capacity", "status", "setting", "self_level", "appraised_level"}
        coded |= {"proposed_level", "conduct_degree", "duties_degree"}
        free = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in coded}
        return replace(value, **{name: poisoned(item, payload) for name, item in free.items()})
    return value


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_markup_and_template_code_in_any_field_is_printed_as_text(kind: DocumentKind, listener: Listener) -> None:
    payload = f'<img src="{listener.address}">{{{{ data }}}}{{% include "documents/base.html" %}}&amp;'

    pdf = render(kind, poisoned(SAMPLES[kind], payload))

    text = reading.text(pdf).replace(" ", "")
    assert listener.hits == []
    assert '<imgsrc="http://127.0.0.1' in text
    assert '{{data}}{%include"documents/base.html"%}&amp;' in text


def test_invisible_and_control_characters_are_dropped() -> None:
    name = "Nguyễn\x00\x07 Văn\u202e A\u200bn\ufeff"

    pdf = render(DocumentKind.LEADER_REVIEW, replace(leader_review(), full_name=name))

    assert "Họ và tên: Nguyễn Văn An" in reading.pages(pdf)[0]


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"Tinos-Regular\.ttf"):
        render(DocumentKind.LEADER_REVIEW, leader_review(), fonts_dir=tmp_path)
