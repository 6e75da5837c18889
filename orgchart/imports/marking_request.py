"""What the child is told to mark."""

from __future__ import annotations

import json
from collections.abc import Sequence

from orgchart.imports.findings import Finding


def mark_request(content: bytes, findings: Sequence[Finding], sheets: Sequence[str]) -> bytes:
    """The remarks on one line, then the workbook."""
    remarks = [
        {
            "sheet": sheets[one.sheet],
            "row": one.row,
            "column": one.column,
            "words": f"{one.heading}: {one.reason}" + (f" – đề xuất: {one.proposal}" if one.proposal else ""),
        }
        for one in findings
    ]
    return json.dumps(remarks, ensure_ascii=False).encode() + b"\n" + content
