"""Reads tallies of the survey and adds up their answers; keeps the figures that papers published."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from casa_desktop.domain.catalog import Form
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.surveys import ANSWER, REASON, Answered, SlipLine, SurveyFigure, Tally
from casa_desktop.storage.field_tables import service_answer, service_field
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.tables import service, service_type, visit
from casa_desktop.storage.voice_tables import survey_figure, survey_share

_answer, _answer_field = service_answer.alias("answered"), service_field.alias("asked")
_reason, _reason_field = service_answer.alias("reasoned"), service_field.alias("why")
# The field first, so that its answers join on their whole key.
_slips = (
    service.join(service_type, service_type.c.id == service.c.service_type_id)
    .join(
        _answer_field,
        (_answer_field.c.service_type_id == service_type.c.id) & (_answer_field.c.code == ANSWER),
    )
    .join(_answer, (_answer.c.service_id == service.c.id) & (_answer.c.field_id == _answer_field.c.id))
    .outerjoin(
        _reason_field,
        (_reason_field.c.service_type_id == service_type.c.id) & (_reason_field.c.code == REASON),
    )
    .outerjoin(_reason, (_reason.c.service_id == service.c.id) & (_reason.c.field_id == _reason_field.c.id))
)
_live = (service_type.c.form == str(Form.SURVEY)) & service.c.voided_at.is_(None)
_why = func.coalesce(_reason.c.value, "")
_counted = (
    select(service.c.id, service.c.month, _answer.c.value, _why, service.c.quantity)
    .select_from(_slips)
    .where(_live, service.c.month.between(bindparam("low"), bindparam("high")))
)
_latest = (
    select(visit.c.id)
    .join(service, service.c.visit_id == visit.c.id)
    .join(service_type, service_type.c.id == service.c.service_type_id)
    .where(_live)
    .group_by(visit.c.id)
    .order_by(visit.c.date.desc(), visit.c.id.desc())
    .limit(bindparam("most"))
)
_lines = (
    select(
        visit.c.uuid.label("visit"),
        visit.c.date,
        service.c.sheet,
        service.c.created_at,
        user_account.c.full_name,
        _answer.c.value.label("answer"),
        _why.label("reason"),
        service.c.quantity,
        service.c.uuid,
        service.c.version,
    )
    .select_from(
        _slips.join(visit, visit.c.id == service.c.visit_id).join(user_account, user_account.c.id == service.c.staff_id)
    )
    .where(_live)
    .order_by(visit.c.date.desc(), visit.c.id.desc(), service.c.id)
)
_taken = select(service.c.uuid, service.c.version)
_figures = (
    select(survey_figure)
    .where(survey_figure.c.withdrawn_at.is_(None))
    .order_by(survey_figure.c.first_month, survey_figure.c.id)
)


class Surveys:
    """Reads ``service`` as tallies; reads and writes ``survey_figure`` and ``survey_share``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lines(self, low: int, high: int) -> list[SlipLine]:
        """Those of the months *low* to *high*; what is voided does not count."""
        return [SlipLine(*row) for row in self._connection.execute(_counted, {"low": low, "high": high})]

    def latest(self, most: int) -> tuple[Tally, ...]:
        """The latest tallies that count, the newest first."""
        return self._grouped(_lines.where(visit.c.id.in_(_latest)), {"most": most})

    def tally(self, uuid: str) -> Tally | None:
        """The tally of that visit; None where nothing of it counts."""
        found = self._grouped(_lines.where(visit.c.uuid == bindparam("visit")), {"visit": uuid})
        return found[0] if found else None

    def services_of(self, uuid: str) -> tuple[tuple[str, int], ...]:
        """(uuid, version) of every service of the tally that counts."""
        rows = self._connection.execute(
            _taken.join(visit, visit.c.id == service.c.visit_id).where(
                visit.c.uuid == uuid, service.c.voided_at.is_(None)
            )
        )
        return tuple((row[0], row[1]) for row in rows)

    def taken_on(self, service_uuid: str) -> tuple[int, date, str] | None:
        """(key, date, uuid of the visit) of a service that counts."""
        row = self._connection.execute(
            select(service.c.id, visit.c.date, visit.c.uuid)
            .join(visit, visit.c.id == service.c.visit_id)
            .where(service.c.uuid == service_uuid, service.c.voided_at.is_(None))
        ).first()
        return None if row is None else (row[0], row[1], row[2])

    def _grouped(self, lines: Any, values: Mapping[str, object]) -> tuple[Tally, ...]:
        by_visit: dict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute(lines, values):
            by_visit[row.visit].append(row)
        return tuple(_tally(rows) for rows in by_visit.values())

    # figures of papers

    def figures(self) -> tuple[SurveyFigure, ...]:
        """Those that hold, by month."""
        shares: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for row in self._connection.execute(select(survey_share)):
            shares[row.figure_id].append((row.answer, row.percent))
        return tuple(
            SurveyFigure(
                row.uuid,
                Period(Month.from_number(row.first_month), Month.from_number(row.last_month)),
                tuple(shares[row.id]),
                row.n,
                row.source,
                row.note,
            )
            for row in self._connection.execute(_figures)
        )

    def known_figure(self, uuid: str) -> bool:
        """Whether a figure of that uuid was ever written."""
        asked = select(survey_figure.c.id).where(survey_figure.c.uuid == uuid)
        return self._connection.execute(asked).first() is not None

    def add_figure(self, figure: SurveyFigure, *, at: str, by_id: int) -> None:
        """Writes a figure."""
        values = {
            "uuid": figure.uuid,
            "first_month": figure.period.first.number,
            "last_month": figure.period.last.number,
            "n": figure.n,
            "source": figure.source,
            "note": figure.note,
            "entered_at": at,
            "entered_by_id": by_id,
        }
        made = self._connection.execute(insert(survey_figure).values(values)).inserted_primary_key
        assert made is not None
        rows = [{"figure_id": made[0], "answer": answer, "percent": share} for answer, share in figure.shares]
        self._connection.execute(insert(survey_share), rows)

    def withdraw_figure(self, uuid: str, at: str | None) -> bool:
        """Takes a figure out of the report, or with None back into it; false where there is none."""
        change = update(survey_figure).where(survey_figure.c.uuid == uuid).values(withdrawn_at=at)
        return bool(self._connection.execute(change).rowcount)


def _tally(rows: list[Any]) -> Tally:
    added: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        added[row.answer, row.reason] += row.quantity
    first = rows[0]
    answers = tuple(Answered(answer, quantity, reason) for (answer, reason), quantity in added.items())
    return Tally(first.visit, first.date, first.sheet, first.full_name, rows[-1].created_at, answers)
