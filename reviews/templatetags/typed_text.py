"""Text that people have typed, as a page shows it."""

from itertools import groupby
from typing import Any

from django import template

from reviews.text_blocks import blocks_of

register = template.Library()


@register.inclusion_tag("_components/typed_text.html")
def typed_text(text: str) -> dict[str, Any]:
    """Paragraphs and tables in their order."""
    shown: list[dict[str, Any]] = []
    for is_line, blocks in groupby(blocks_of(text), key=lambda block: isinstance(block, str)):
        if is_line:
            shown.append({"text": "\n".join(str(block) for block in blocks)})
        else:
            shown += [{"rows": block} for block in blocks]
    return {"blocks": shown}
