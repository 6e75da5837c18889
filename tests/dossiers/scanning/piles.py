"""Piles of papers as a scanner gives them back: pictures, askew, in any order."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from PIL import Image


def pages_of(pdf: bytes, *, angle: float = 0.0) -> list[Image.Image]:
    """The pages of a PDF as grey pictures at 150 dpi, turned by some degrees."""
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    return [picture.rotate(angle, expand=True, fillcolor=255) for picture in pictures]


def scanned(pictures: Sequence[Image.Image]) -> bytes:
    """One PDF of pictures."""
    out = BytesIO()
    pictures[0].save(out, "PDF", resolution=150.0, save_all=True, append_images=list(pictures[1:]))
    return out.getvalue()


def photographed(picture: Image.Image) -> bytes:
    """One page as a telephone sends it."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def foreign() -> Image.Image:
    """A page without any code."""
    return Image.new("L", (1240, 1754), 255)


def beside(one: Image.Image, other: Image.Image) -> Image.Image:
    """Two pages under the lid at once."""
    both = Image.new("L", (one.width + other.width, max(one.height, other.height)), 255)
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    return both
