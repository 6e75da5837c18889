"""Putting what a service refuses back into the form that sent it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from orgchart.errors import InvalidInput


def blame(form: BaseForm, refusal: InvalidInput) -> None:
    """Each error at its field; those without a field of their own stand on top."""
    for name, message in refusal.errors.items():
        form.add_error(name if name in form.fields else None, message)


@contextmanager
def refusals_at_fields(form: BaseForm) -> Iterator[None]:
    """What a service refuses inside ends the block and stands at its field; the view goes on to show the form."""
    try:
        yield
    except InvalidInput as refusal:
        blame(form, refusal)
