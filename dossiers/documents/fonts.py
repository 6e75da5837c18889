"""Where the fonts of printed documents lie."""

from pathlib import Path

from django.conf import settings

PROJECT_DIR = Path(__file__).resolve().parents[2]
DEFAULT_FONTS_DIR = PROJECT_DIR / "var" / "static" / "vendor" / "fonts"
# Full files, metric-compatible with Times New Roman. Fonts split by script print wrong letters while the text
# that can be copied from the file stays right.
FONT_FILES = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")


class FontsMissing(Exception):
    """The fonts are not where they should be; `make setup` puts them there."""

    def __init__(self, missing: list[Path]) -> None:
        super().__init__("Thiếu tệp phông chữ để in văn bản: " + ", ".join(path.name for path in missing))


def configured_fonts_dir() -> Path:
    """`settings.DOCUMENT_FONTS_DIR` where Django is set up and has it, else the folder that set-up fills."""
    if settings.configured:
        return Path(getattr(settings, "DOCUMENT_FONTS_DIR", DEFAULT_FONTS_DIR))
    return DEFAULT_FONTS_DIR
