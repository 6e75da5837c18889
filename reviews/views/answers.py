"""Putting what a service refuses back into the form that sent it."""

from django.forms import Form

from orgchart.errors import InvalidInput


def blame(form: Form, refusal: InvalidInput) -> None:
    """Each error at its field; those without a field of their own stand on top."""
    for name, message in refusal.errors.items():
        form.add_error(name if name in form.fields else None, message)
