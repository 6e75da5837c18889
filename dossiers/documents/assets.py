"""What the renderer may open: our own style sheet and fonts, nothing else."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from dossiers.documents.fonts import FONT_FILES, FontsMissing
from dossiers.documents.layout import TEMPLATES_DIR

STYLE_SHEET = TEMPLATES_DIR / "documents" / "document.css"
SCHEME = "asset:"


class AssetFetcher(URLFetcher):
    """Answers `asset:<font file>` and stops the rendering at any other address.

    Data never brings addresses along, as it is escaped. One that turns up is a mistake or an attack, so the
    print must not come out as if nothing were wrong.
    """

    def __init__(self, fonts_dir: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._fonts_dir = fonts_dir
        self.refused: list[str] = []  # the renderer swallows what is raised while it draws an SVG picture

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of a bundled font."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in FONT_FILES:
            self.refused.append(url[:200])
            raise FatalURLFetchingError(url[:200])
        return URLFetcherResponse(url, (self._fonts_dir / name).read_bytes(), {"Content-Type": "font/ttf"})


@dataclass(frozen=True)
class Assets:
    """Everything that is loaded once and reused for each document: a new font configuration leaks memory every time."""

    fonts: FontConfiguration
    style: CSS


@lru_cache(maxsize=4)
def load_assets(fonts_dir: Path) -> Assets:
    """Fonts and style sheet of this process, loaded at the first document."""
    missing = [fonts_dir / name for name in FONT_FILES if not (fonts_dir / name).is_file()]
    if missing:
        raise FontsMissing(missing)
    fonts = FontConfiguration()
    try:
        style = CSS(
            string=STYLE_SHEET.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=AssetFetcher(fonts_dir)
        )
    except FatalURLFetchingError as error:  # a font that cannot be read: another one would be printed silently
        raise FontsMissing([fonts_dir]) from error
    return Assets(fonts=fonts, style=style)
