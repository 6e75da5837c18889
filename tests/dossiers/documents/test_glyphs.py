"""The letters that are seen, not only those that can be copied: a broken font prints garbage under right text."""

import unicodedata
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from dossiers.documents.fonts import configured_fonts_dir
from dossiers.documents.kinds import DocumentKind
from dossiers.documents.render import render
from tests.dossiers.documents import reading
from tests.dossiers.documents.samples import leader_review

DPI = 600
SHAPE = (64, 64)
TOLERANCE = 20  # mean difference of grey; measured: same letter at most 16, bold at least 22, italic at least 35

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
LETTERS = [*VOWELS, *"bcdđghklmnpqrstvx"]
ALPHABET = LETTERS + [letter.upper() for letter in LETTERS]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A review whose first answer is the alphabet."""
    return render(DocumentKind.LEADER_REVIEW, replace(leader_review(), ideology=" ".join(ALPHABET)))


def printed(pdf: bytes) -> list[Image.Image]:
    """Each letter of the alphabet cut out of the picture of the page."""
    page = reading.picture(pdf, 0, DPI)
    scale = DPI / 72
    cut = []
    with reading.opened(pdf) as document:
        textpage = document[0].get_textpage()
        whole = textpage.get_text_range()
        start = whole.index("a à ả ã á ạ")
        for index in range(start, start + len(ALPHABET) * 2 + 10):
            if len(cut) == len(ALPHABET):
                break
            if whole[index] == ALPHABET[len(cut)]:
                left, bottom, right, top = textpage.get_charbox(index)
                upper, lower = page.height - top * scale, page.height - bottom * scale
                box = (round(left * scale) - 2, round(upper) - 2, round(right * scale) + 2, round(lower) + 2)
                cut.append(page.crop(box))
    return cut


def drawn(letter: str, font_file: str) -> Image.Image:
    """The letter as another program draws it from the same font."""
    font = ImageFont.truetype(configured_fonts_dir() / font_file, round(14 * DPI / 72))
    image = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(image).text((100, 100), letter, font=font, fill=0)
    return image


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of grey after both are cut to their ink and brought to one size."""
    shapes = [image.crop(reading.ink(image)).resize(SHAPE) for image in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*shapes)).mean[0])


def test_text_holds_every_vietnamese_letter_composed(pdf: bytes) -> None:
    text = reading.text(pdf)

    assert " ".join(ALPHABET) in text
    assert unicodedata.is_normalized("NFC", text)


def test_every_vietnamese_letter_is_drawn_as_the_font_draws_it(pdf: bytes) -> None:
    cut = printed(pdf)

    off = {
        letter: value
        for letter, image in zip(ALPHABET, cut, strict=True)
        if (value := difference(image, drawn(letter, "Tinos-Regular.ttf"))) > TOLERANCE
    }
    assert off == {}


def test_comparison_notices_another_letter_and_another_face(pdf: bytes) -> None:
    cut = dict(zip(ALPHABET, printed(pdf), strict=True))

    assert difference(cut["ạ"], drawn("ậ", "Tinos-Regular.ttf")) > TOLERANCE
    assert difference(cut["ữ"], drawn("ũ", "Tinos-Regular.ttf")) > TOLERANCE
    for face in ("Tinos-Bold.ttf", "Tinos-Italic.ttf"):
        assert min(difference(image, drawn(letter, face)) for letter, image in cut.items()) > TOLERANCE


def test_decomposed_input_is_printed_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Tuyết Ngữ")

    pdf = render(DocumentKind.LEADER_REVIEW, replace(leader_review(), full_name=decomposed))

    assert "Nguyễn Thị Tuyết Ngữ" in reading.pages(pdf)[0]
