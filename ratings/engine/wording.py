"""Words and numbers the way a Vietnamese reader expects them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def number(value: Fraction | Decimal | int) -> str:
    """Write an exact number with a decimal comma; what has no end as a decimal stays a fraction."""
    exact = Fraction(value)
    digits, rest = 0, exact.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        digits = max(digits, power)
    if rest != 1:
        return f"{exact.numerator}/{exact.denominator}"
    if digits == 0:
        return str(exact.numerator)
    scaled = str(abs(exact.numerator) * 10**digits // exact.denominator).rjust(digits + 1, "0")
    sign = "-" if exact < 0 else ""
    return f"{sign}{scaled[:-digits]},{scaled[-digits:]}"


def sentence(cause: str, effect: str, *, remedy: str = "") -> str:
    """Join cause, effect and what would lift it into one sentence with a capital and a full stop."""
    tail = f"; {remedy}" if remedy else ""
    text = f"{cause}, {effect}{tail}."
    return text[0].upper() + text[1:]
