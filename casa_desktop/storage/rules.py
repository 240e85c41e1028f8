"""The versions of counting rules that the desk wrote."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from casa_desktop.storage.definition_tables import counting_rule
from casa_desktop.storage.office_tables import user_account

_c = counting_rule.c
_rows = (
    select(_c.rule, _c.version, _c.text, _c.from_month, _c.reason, _c.at, user_account.c.full_name)
    .join(user_account, user_account.c.id == _c.by_id)
    .order_by(_c.rule, _c.version)
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A version as stored; *from_month* is ``YYYYMM``, *at* ISO 8601 in UTC, *by* a full name."""

    rule: str
    version: int
    text: str
    from_month: int
    reason: str
    at: str
    by: str


class Rules:
    """Reads and adds to ``counting_rule``; nothing in it is ever changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def written(self) -> tuple[RuleRow, ...]:
        """Every version, by rule and number."""
        return tuple(RuleRow(*row) for row in self._connection.execute(_rows))

    def add(self, *, rule: str, version: int, text: str, from_month: int, reason: str, at: str, user_id: int) -> None:
        """Writes a version; its number must be free."""
        values = {"rule": rule, "version": version, "text": text, "from_month": from_month, "reason": reason}
        self._connection.execute(insert(counting_rule).values(**values, at=at, by_id=user_id))
