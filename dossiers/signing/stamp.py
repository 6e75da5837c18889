"""The picture that a digital signature shows on paper."""

from datetime import datetime

from dossiers.documents.layout import html_from
from dossiers.documents.marking import SignatureRoom
from dossiers.signing.slots import SEAL


def stamp_html(room: SignatureRoom, *, name: str, at: datetime) -> str:
    """HTML of the size of the room: whose signature it is and when it was made; `at` is local."""
    left, bottom, right, top = room.box
    values = {
        "width": right - left,
        "height": top - bottom,
        "padding": (top - bottom) // 3,
        "is_seal": room.slot == SEAL,
        "name": name,
        "signed_at": f"{at:%d/%m/%Y %H:%M:%S %z}",
    }
    return html_from("documents/stamp.html", values)
