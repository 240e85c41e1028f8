"""A new desk: what the first start asks for, and what it hands over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstDesk:
    """What the first start asks for. *municipality* is a DIVIPOLA code, five digits as text."""

    desk_name: str
    municipality: str
    username: str
    full_name: str
    password: str
    municipality_name: str = ""
    """As papers print it."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A base that was written, and the two sheets that open everything."""

    sheets: tuple[str, str]
    base_code: str
