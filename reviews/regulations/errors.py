"""What can be wrong with a regulation set or with a value for it."""

from __future__ import annotations


class UnknownSetError(LookupError):
    """No built-in regulation set has this code."""

    def __init__(self, code: str, available: tuple[str, ...]) -> None:
        super().__init__(code, available)
        self.code = code
        self.available = available

    def __str__(self) -> str:
        return f"không có bộ quy định “{self.code}”; các bộ có sẵn: {', '.join(self.available)}"


class UnknownParameterError(LookupError):
    """No parameter has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"không có tham số “{self.name}”"


class WrongValueError(ValueError):
    """A value that does not have the type of its parameter; `expected` says what would be right.

    `within` is the way from the value to the item that is wrong, empty where that is the whole value.
    """

    def __init__(self, name: str, expected: str, within: tuple[str | int, ...] = ()) -> None:
        super().__init__(name, expected, within)
        self.name = name
        self.expected = expected
        self.within = within

    def __str__(self) -> str:
        item = "".join(f"[{step}]" for step in self.within)
        return f"tham số “{self.name}{item}” cần {self.expected}"


class BadRegulationFileError(ValueError):
    """A set that must not be used: file, key, what is wrong and what to do."""

    def __init__(self, file: str, key: str, reason: str, remedy: str) -> None:
        super().__init__(file, key, reason, remedy)
        self.file = file
        self.key = key
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.file}, khóa {self.key}: {self.reason}. {self.remedy}."


class UnknownClauseError(LookupError):
    """The ledger has no clause with this id."""

    def __init__(self, clause_id: str) -> None:
        super().__init__(clause_id)
        self.clause_id = clause_id

    def __str__(self) -> str:
        return f"sổ điều khoản không có mã “{self.clause_id}”"


class KeptSetError(ValueError):
    """A kept set that cannot be read or does not agree with its digest."""
