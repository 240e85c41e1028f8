"""The counts once more, in the plainest way, and what may never stand in the base. Slow, and easy to trust."""

from sqlalchemy import Connection, distinct, extract, func, or_, select

from casa_desktop.storage.merging_tables import person_merge
from casa_desktop.storage.selection import ByMonth, Selection, by_month, live
from casa_desktop.storage.tables import person, service, visit

s = service.c
_canonical = person.alias("canonical")
_own_month = extract("year", s.date) * 100 + extract("month", s.date)

_out_of_place = (
    select(func.count())
    .select_from(service.join(visit, visit.c.id == s.visit_id))
    .where(or_(s.month != _own_month, s.date != visit.c.date, s.person_id != visit.c.person_id, s.quantity < 1))
)
_not_flat = (
    select(func.count())
    .select_from(person.join(_canonical, _canonical.c.id == person.c.canonical_id))
    .where(person.c.canonical_id != person.c.id, _canonical.c.canonical_id != _canonical.c.id)
)

_kept, _other = person.alias("kept"), person.alias("other")
_astray = (
    select(func.count())
    .select_from(person_merge.join(_kept, _kept.c.id == person_merge.c.kept_id))
    .join(_other, _other.c.id == person_merge.c.other_id)
    .where(person_merge.c.undone_at.is_(None), _kept.c.canonical_id != _other.c.canonical_id)
)


class Recount:
    """Counts row by row, with the canonical person joined to each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def persons(self, selection: Selection) -> ByMonth:
        """PER-MES by month."""
        query = select(s.month, func.count(distinct(person.c.canonical_id))).join(person, person.c.id == s.person_id)
        where = selection.persons & live(selection.low, selection.high)
        return by_month(self._connection.execute(query.where(where).group_by(s.month)))

    def distinct_persons(self, selection: Selection) -> int:
        """TOT-DIS over all months of *selection*."""
        query = select(func.count(distinct(person.c.canonical_id))).join(service, person.c.id == s.person_id)
        where = selection.persons & live(selection.low, selection.high)
        return int(self._connection.execute(query.where(where)).scalar_one())

    def services_out_of_place(self) -> int:
        """Services whose month, date or person is not that of their visit, or whose quantity is below one."""
        return int(self._connection.execute(_out_of_place).scalar_one())

    def merges_not_flat(self) -> int:
        """Records that stand for a person who stands for another: some counts would follow only the first step; and
        merges whose two records do not stand for one person."""
        return sum(int(self._connection.execute(each).scalar_one()) for each in (_not_flat, _astray))
