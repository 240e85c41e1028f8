"""What is typed for the table and not counted: historical figures, published totals, chosen sources, printed rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from casa_desktop.storage.office_tables import (
    chosen_source,
    historical_figure,
    published_total,
    report_row,
    user_account,
)

f = historical_figure.c
_current = (
    select(
        f.uuid,
        f.month,
        f.indicator,
        f.label,
        f.value,
        f.provisional,
        f.source,
        f.folio,
        f.note,
        f.entered_at,
        user_account.c.full_name,
    )
    .join(user_account, user_account.c.id == f.entered_by_id)
    .where(f.month.between(bindparam("low"), bindparam("high")))
    .order_by(f.month, f.id)
)
_replace = update(historical_figure).where(f.uuid == bindparam("old")).values(replaced_at=bindparam("at"))
_published = select(published_total.c.indicator, published_total.c.value, published_total.c.source).where(
    published_total.c.first_month == bindparam("low"), published_total.c.last_month == bindparam("high")
)
s = chosen_source.c
_inside = s.month.between(bindparam("low"), bindparam("high"))
_last = select(func.max(s.id)).where(_inside).group_by(s.month, s.indicator)
_choices = select(s.month, s.indicator, s.source).where(s.id.in_(_last), s.source.is_not(None))
_chosen = (
    select(s.month, s.indicator, s.source, s.reason, s.chosen_at, user_account.c.full_name)
    .join(user_account, user_account.c.id == s.chosen_by_id)
    .where(_inside)
    .order_by(s.id.desc())
)
_layout = (
    select(report_row.c.indicator, report_row.c.label)
    .where(report_row.c.report == bindparam("report"), report_row.c.shown)
    .order_by(report_row.c.position)
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One historical figure as stored. *month* is ``YYYYMM``; *indicator* is the id of the rule."""

    uuid: str
    month: int
    indicator: str
    label: str
    value: int
    provisional: bool
    source: str
    folio: str
    note: str
    entered_at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A source that was chosen for a month and row, and by whom; *source* None withdrew the choice before it. *at* is
    ISO 8601 in UTC."""

    month: int
    indicator: str
    source: str | None
    reason: str
    at: str
    by: str


class Figures:
    """Reads and writes ``historical_figure``, ``published_total``, ``chosen_source`` and ``report_row``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self, low: int, high: int) -> tuple[FigureRow, ...]:
        """The figures that hold in the months *low* to *high*: at most one of a month and indicator."""
        rows = self._connection.execute(_current.where(f.replaced_at.is_(None)), {"low": low, "high": high})
        return tuple(FigureRow(*row) for row in rows)

    def replaced(self, low: int, high: int) -> tuple[FigureRow, ...]:
        """The figures that once held there, oldest first of each month."""
        rows = self._connection.execute(_current.where(f.replaced_at.is_not(None)), {"low": low, "high": high})
        return tuple(FigureRow(*row) for row in rows)

    def add(self, rows: Iterable[FigureRow], at: str, user_id: int) -> None:
        """Inserts figures; the ones that they replace must have been retired before."""
        names = ("uuid", "month", "indicator", "label", "value", "provisional", "source", "folio", "note")
        values = [{name: getattr(row, name) for name in names} for row in rows]
        if values:
            stamped = [{**value, "entered_at": at, "entered_by_id": user_id} for value in values]
            self._connection.execute(insert(historical_figure), stamped)

    def retire(self, uuids: Iterable[str], at: str) -> None:
        """Marks figures as replaced; they stay."""
        values = [{"old": uuid, "at": at} for uuid in uuids]
        if values:
            self._connection.execute(_replace, values)

    def published(self, low: int, high: int) -> dict[str, tuple[int, str]]:
        """Published totals of exactly the months *low* to *high*: (value, source) by indicator."""
        rows = self._connection.execute(_published, {"low": low, "high": high})
        return {indicator: (value, source) for indicator, value, source in rows}

    def published_touching(self, low: int, high: int) -> tuple[tuple[int, int, str, int, str], ...]:
        """(first month, last month, indicator, value, source) of every published total that touches those months."""
        t = published_total.c
        query = select(t.first_month, t.last_month, t.indicator, t.value, t.source).where(
            t.first_month <= high, t.last_month >= low
        )
        rows = self._connection.execute(query.order_by(t.first_month, t.last_month, t.indicator))
        return tuple((first, last, name, value, source) for first, last, name, value, source in rows)

    def put_published(
        self, *, uuid: str, low: int, high: int, indicator: str, value: int | None, source: str, at: str, user_id: int
    ) -> None:
        """Replaces the published total of that run of months; None removes it."""
        t = published_total.c
        same = (t.first_month == low) & (t.last_month == high) & (t.indicator == indicator)
        self._connection.execute(delete(published_total).where(same))
        if value is not None:
            self._connection.execute(
                insert(published_total).values(
                    uuid=uuid,
                    first_month=low,
                    last_month=high,
                    indicator=indicator,
                    value=value,
                    source=source,
                    entered_at=at,
                    entered_by_id=user_id,
                )
            )

    def choices(self, low: int, high: int) -> dict[tuple[int, str], str]:
        """The source that holds for (month, indicator), where somebody chose and nobody withdrew it."""
        rows = self._connection.execute(_choices, {"low": low, "high": high})
        return {(month, indicator): source for month, indicator, source in rows}

    def chosen(self, low: int, high: int) -> tuple[ChoiceRow, ...]:
        """Every choice that was ever made there, the last one first."""
        return tuple(ChoiceRow(*row) for row in self._connection.execute(_chosen, {"low": low, "high": high}))

    def chose(self, uuid: str) -> bool:
        """Whether that choice is written already."""
        return self._connection.execute(select(s.id).where(s.uuid == uuid)).first() is not None

    def choose(
        self, *, uuid: str, month: int, indicator: str, source: str | None, reason: str, at: str, user_id: int
    ) -> None:
        """Writes a choice after those that were made before, which stay; None withdraws the last one."""
        self._connection.execute(
            insert(chosen_source).values(
                uuid=uuid,
                month=month,
                indicator=indicator,
                source=source,
                reason=reason,
                chosen_at=at,
                chosen_by_id=user_id,
            )
        )

    def layout(self, report: str) -> tuple[tuple[str, str], ...]:
        """(indicator, label) of the rows that *report* prints, in order; empty where none was ever saved."""
        return tuple((indicator, label) for indicator, label in self._connection.execute(_layout, {"report": report}))

    def put_layout(self, report: str, rows: Iterable[tuple[str, str]]) -> None:
        """Replaces the rows of *report*."""
        self._connection.execute(delete(report_row).where(report_row.c.report == report))
        values = [
            {"report": report, "position": at, "indicator": indicator, "label": label, "shown": True}
            for at, (indicator, label) in enumerate(rows)
        ]
        if values:
            self._connection.execute(insert(report_row), values)
