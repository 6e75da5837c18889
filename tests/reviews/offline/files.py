"""Word files as other programs leave them, made from ours."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from reviews.offline.boxes import Box
from reviews.offline.child import Reader
from reviews.offline.document import document
from reviews.offline.reading import ReturnedFile, read_file

TOKEN = "WzEsMl0:1tOkEn:abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE"


def box(name: str, value: str, **more: object) -> Box:
    """One field at version 3."""
    return Box(name, f"{name}-version", 3, f"Mục {name}", value, **more)  # type: ignore[arg-type]


def file_with(*texts: str) -> bytes:
    """A file with a box for each text."""
    pieces = [box(f"m{number}", text) for number, text in enumerate(texts)]
    return document(title="Bản kiểm điểm", about="Năm 2024", pieces=pieces, token=TOKEN)


def texts_in(content: bytes) -> list[str | None]:
    """What stands in those boxes, read in this process."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        boxes = Reader(archive).read()["boxes"]
    lines = [boxes[box(f"m{number}", "").code]["lines"] for number in range(len(boxes))]
    return ["\n".join(one) if one is not None else None for one in lines]


def text_in(found: ReturnedFile, name: str) -> str:
    """What came back for one field."""
    return found.boxes[box(name, "").code].text


def changed(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The file with one part rewritten."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    return packed(parts)


def with_parts(content: bytes, more: Mapping[str, bytes]) -> bytes:
    """The file with further parts."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | dict(more))


def packed(parts: Mapping[str, bytes]) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return result.getvalue()


def as_word_saves(content: bytes) -> bytes:
    """Runs cut in two with marks of the spell checker between, every run with numbers of its session."""

    def cut(run: re.Match[str]) -> str:
        look, text = run[1], run[2]
        half = len(text) // 2
        if "&" in text:  # not in the middle of an entity
            return f'<w:r w:rsidR="00A1B2C3">{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
        return "".join(
            f'<w:r w:rsidR="00A1B2C3">{look}<w:t xml:space="preserve">{part}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
            for part in (text[:half], text[half:])
        )

    run = re.compile(r'<w:r>(<w:rPr>.*?</w:rPr>)<w:t xml:space="preserve">(.*?)</w:t></w:r>', re.DOTALL)
    return changed(content, lambda xml: run.sub(cut, xml))


def without_bookmarks(content: bytes) -> bytes:
    """As programs leave it that know no bookmarks."""
    return changed(content, lambda xml: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))


def in_controls(content: bytes) -> bytes:
    """Every table in a content control, as Word does when somebody groups them."""
    return changed(
        content,
        lambda xml: re.sub(
            r"(<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>)",
            r'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>',
            xml,
            flags=re.DOTALL,
        ),
    )


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """The file opened and saved by LibreOffice itself."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("These tests need LibreOffice: install the package libreoffice-writer-nogui.")
    source, target = folder / "goc.docx", folder / "luu"
    source.write_bytes(content)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", str(target), str(source)], check=True, timeout=180, capture_output=True, cwd=folder
    )
    return (target / "goc.docx").read_bytes()


def read(content: bytes) -> ReturnedFile:
    """Through the child, as the page reads it."""
    return read_file(content)
