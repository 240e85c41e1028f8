"""Persons from a file, all of them or none; and an import taken back, at any later time, as far as it is safe.

The audit gets one entry for an import and one for each known person who was given something: which persons are new
stands in the rows of the import, and a chain of a million entries would say nothing more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from casa_desktop.domain.access import Action
from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.importing import (
    Column,
    ImportShown,
    Incoming,
    Kept,
    Likeness,
    Odd,
    Oddity,
    Outcome,
    RowShown,
    Tally,
)
from casa_desktop.domain.persons import MOST_DOCUMENTS, MOST_PHONES, Numbers
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.services.context import Context, verb
from casa_desktop.services.import_planning import Planned, planned, within_file
from casa_desktop.services.recording import user_id
from casa_desktop.storage.import_undo import Joined
from casa_desktop.storage.import_writing import SOURCE, ImportWriter, RowWritten
from casa_desktop.storage.importing import BatchRow
from casa_desktop.storage.people import PersonRow

SLICE = 10_000
"""Rows that are looked at before the first of them is written; then their keys are written together."""
AT_ONCE = 1_000
"""Rows of one statement, and between two looks at whether to stop."""
MOST_SHOWN = 5_000
"""Rows of a past import that a list holds."""
LONGEST_FILE_NAME = 120

T = TypeVar("T")
Step = Callable[[int, int], object]
Told = Callable[[Planned], object]


def _nowhere(*_: object) -> None:
    """Where nobody looks on."""


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Rows whose outcome was decided. *step* is told (done, of how many) and may raise, and then nothing stays."""

    uuid: str
    file_name: str
    rows: tuple[Planned, ...]
    step: Step = _nowhere


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A whole file without anybody to decide: each new id becomes a person; *hold* leaves out who may be known.

    *told* gets each row with what became of it. *total* is the number of rows, where it is known.
    """

    uuid: str
    file_name: str
    rows: Iterable[Incoming]
    hold: bool = False
    thorough: bool = False
    total: int = 0
    step: Step = _nowhere
    told: Told = _nowhere


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Takes an import back."""

    uuid: str
    step: Step = _nowhere


@dataclass(frozen=True, slots=True)
class ImportsQuery:
    """Asks for every import."""


@dataclass(frozen=True, slots=True)
class ImportRowsQuery:
    """Asks for rows of an import. *chosen*: outcomes, likenesses, ``odd`` or ``kept``; empty = all."""

    uuid: str
    chosen: tuple[str, ...] = ()
    most: int = MOST_SHOWN


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote; without a *code* where it brought nothing new and none was kept."""

    uuid: str
    code: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were taken back, and how many stayed because of what happened since."""

    taken_back: int
    kept: int


@verb(Action.PERSON_IMPORT)
def import_rows(ctx: Context, command: ImportRows) -> Imported:
    """Writes what was decided. Repeating it changes nothing. Errors: FILE_EMPTY, and what ``step`` raises."""
    if not command.rows:
        raise fault(Code.FILE_EMPTY)
    total = len(command.rows)
    slices = _slices(_stepping(command.rows, total, command.step), SLICE)
    return _write(ctx, command.uuid, command.file_name, slices, fresh=False)


@verb(Action.PERSON_IMPORT)
def import_file(ctx: Context, command: ImportFile) -> Imported:
    """Writes every row of a file that nobody looks at first. Repeating it changes nothing, and a file that makes and
    holds back nobody leaves no import. Errors as above."""

    alike = Outcome.HELD if command.hold else Outcome.CREATED

    def decided() -> Iterator[Sequence[Planned]]:
        steps = _stepping(command.rows, command.total, command.step)
        # A slice is held against the base and, because nothing of it stands there yet, against itself.
        for some in _slices(steps, 1 if command.thorough else SLICE):
            rows = within_file([planned(ctx, each, thorough=command.thorough) for each in some])
            yield [replace(row, outcome=alike) if row.likeness else row for row in rows]

    return _write(ctx, command.uuid, command.file_name, decided(), command.told, fresh=True)


@verb(Action.PERSON_IMPORT)
def undo(ctx: Context, command: UndoImport) -> Undone:
    """Takes back whoever an import made and what it added, but for those to whom something happened since: they stay,
    and the rows say why. Repeating it tries again with what stayed. Errors: NOT_FOUND."""
    batch = _batch(ctx, command.uuid)
    imports = ctx.work.imports
    imports.unmark(batch.id)
    with imports.roomy():
        # First what was given, the latest first: somebody of this import may have been given something by it, too.
        gone = sum(_ungive(ctx, batch.id, row) for row in reversed(imports.joined(batch.id)))
        gone += imports.take_back(batch.id, command.step)
    stayed = imports.kept(batch.id)
    imports.undone(batch.id, ctx.stamp, user_id(ctx), batch.shown.taken_back + gone, stayed)
    ctx.audit("person.import_undo", batch.shown.code)
    ctx.changed("import", batch.shown.uuid)
    ctx.changed("person", "")
    return Undone(batch.shown.taken_back + gone, stayed)


@verb(Action.PERSON_IMPORT)
def listed(ctx: Context, query: ImportsQuery) -> tuple[ImportShown, ...]:  # every verb takes a command
    """Every import, the latest first."""
    return ctx.work.imports.all()


@verb(Action.PERSON_IMPORT)
def rows(ctx: Context, query: ImportRowsQuery) -> tuple[RowShown, ...]:
    """What became of the rows of an import. Errors: NOT_FOUND."""
    batch = _batch(ctx, query.uuid)
    reserved = ctx.actor.may(Action.PERSON_RESERVE)
    return ctx.work.imports.rows(batch.id, query.chosen, reserved=reserved, most=query.most)


def _batch(ctx: Context, uuid: str) -> BatchRow:
    batch = ctx.work.imports.by_uuid(uuid)
    if batch is None:
        raise fault(Code.NOT_FOUND, kind="import")
    return batch


def _write(
    ctx: Context, uuid: str, file_name: str, slices: Iterable[Sequence[Planned]], told: Told = _nowhere, *, fresh: bool
) -> Imported:
    imports = ctx.work.imports
    if (before := imports.by_uuid(uuid)) is not None:
        return Imported(uuid, before.shown.code, before.shown.tally)
    with imports.roomy():
        writer = imports.begin(uuid, file_name[-LONGEST_FILE_NAME:], ctx.stamp, user_id(ctx), ctx.clock.today())
        writing = _Writing(ctx, writer, told, fresh=fresh)
        for rows in slices:
            for row in rows:
                writing.add(row)
            writing.flush()
            writer.index()
    tally = writing.tally
    if fresh and not tally.rows:
        raise fault(Code.FILE_EMPTY, file=file_name)
    if fresh and not (tally.created or tally.joined or tally.held):
        imports.discard(writer)
        return Imported(uuid, "", tally)
    imports.finish(writer, tally)
    batch = _batch(ctx, uuid)
    ctx.audit("person.import", batch.shown.code)
    ctx.changed("import", uuid)
    ctx.changed("person", "")
    return Imported(uuid, batch.shown.code, batch.shown.tally)


class _Writing:
    """Gathers rows until there are many, or until one may be about somebody whom those that wait are about already."""

    def __init__(self, ctx: Context, writer: ImportWriter, told: Told, *, fresh: bool) -> None:
        """*fresh*: the rows of a slice were planned just now, and nobody can have come between."""
        self._ctx, self._writer, self._told, self._fresh = ctx, writer, told, fresh
        self._waiting: list[RowWritten] = []
        self._pending: set[str] = set()
        self._counts = dict.fromkeys([*map(str, Outcome), *filter(None, map(str, Likeness)), "rows", "warnings"], 0)

    @property
    def tally(self) -> Tally:
        """What was written so far."""
        return Tally(**self._counts)

    def add(self, row: Planned) -> None:
        """Writes *row*, sooner or later."""
        row = self._looked_at_again(row)
        self._told(row)
        incoming = row.incoming
        self._counts["rows"] += 1
        self._counts["warnings"] += bool(incoming.odd)
        self._counts[str(row.outcome)] += 1
        if row.likeness:
            self._counts[str(row.likeness)] += 1
        other = self._record(row)
        reasons = tuple(map(str, row.reasons))
        if row.outcome is Outcome.JOINED and other is not None:
            self.flush()
            self._writer.index()  # before somebody of this very file is changed, and with that indexed
            added, version = _give(self._ctx, other, incoming)
            self._ctx.work.imports.moved(self._writer.batch_id, other.id, version)
            written = RowWritten(incoming, row.outcome, other.id, version, row.likeness, other.id, reasons, added)
        elif row.outcome is Outcome.KNOWN:
            written = RowWritten(incoming, row.outcome, other.id if other else None, 0, row.likeness)
        else:
            alike = other.id if other else None
            written = RowWritten(incoming, row.outcome, None, 0, row.likeness, alike, reasons, record=row.record)
        self._waiting.append(written)
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        self._writer.write(self._waiting)
        self._waiting, self._pending = [], set()

    def _looked_at_again(self, row: Planned) -> Planned:
        """An id that an earlier row of this import brought makes nobody twice, whatever was planned."""
        planned_now = (Outcome.KNOWN,) if self._fresh else (Outcome.CREATED, Outcome.JOINED, Outcome.KNOWN)
        if row.outcome not in planned_now:
            return row
        key = row.incoming.key
        if key in self._pending or row.other_line:
            self.flush()
        imports = self._ctx.work.imports
        known = imports.imported(key, named=row.incoming.named)
        self._pending.add(key)
        if known is None or not imports.holds(self._writer.batch_id, known):
            return row
        repeated = Oddity(Odd.ID_REPEATED, Column.ID, key if row.incoming.named else "")
        others = tuple(each for each in row.incoming.odd if each != repeated)
        incoming = replace(row.incoming, odd=(*others, repeated))
        return replace(row, incoming=incoming, outcome=Outcome.KNOWN, likeness=Likeness.NONE)

    def _record(self, row: Planned) -> PersonRow | None:
        people = self._ctx.work.people
        if row.other is not None:
            return people.whole(row.other.uuid)
        if row.other_line:
            self.flush()
            uuid = self._ctx.work.imports.uuid_of(self._writer.batch_id, row.other_line)
            return people.whole(uuid) if uuid else None
        return None


def _stepping(rows: Iterable[T], total: int, step: Step) -> Iterator[T]:
    for at, row in enumerate(rows):
        if at % AT_ONCE == 0:
            step(at, total)
        yield row


def _slices(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while some := list(islice(rows, size)):
        yield some


def _give(ctx: Context, person: PersonRow, row: Incoming) -> tuple[tuple[str, ...], int]:
    """Adds what somebody known lacks of the documents and phones of *row*; nothing of theirs is overwritten."""
    people = ctx.work.people
    ids = people.ids_of(person)
    numbers = people.numbers(ids)
    documents = {normalise_number(d.code, d.number) for d in numbers.documents}
    phones = {normalise_phone(phone.number) for phone in numbers.phones}
    added = Numbers(
        tuple(d for d in row.numbers.documents if d.normalised not in documents and d.number)[
            : MOST_DOCUMENTS - len(numbers.documents)
        ],
        tuple(p for p in row.numbers.phones if normalise_phone(p.number) not in phones)[
            : MOST_PHONES - len(numbers.phones)
        ],
    )
    version = person.version
    if added.documents or added.phones:
        people.change(person, version, people.details(person), added, ())
        version += 1
        named = (("documents",) if added.documents else ()) + (("phones",) if added.phones else ())
        ctx.audit("person.edit", person.code, named)
        ctx.changed("person", person.uuid)
    if row.named and ctx.work.imports.imported(row.key, named=True) is None:
        ctx.work.references.add(SOURCE, [(row.key, person.id)])
    return (*(d.uuid for d in added.documents), *(p.uuid for p in added.phones)), version


def _ungive(ctx: Context, batch_id: int, row: Joined) -> bool:
    """Takes back what :func:`_give` added, unless somebody has changed the person since."""
    people, imports = ctx.work.people, ctx.work.imports
    person = people.by_id(row.person_id)
    if person is None or person.canonical_id != person.id:
        imports.mark(batch_id, row.line, Kept.MERGED)
        return False
    version = imports.version_of(batch_id, row.line)
    if row.added and person.version != version:
        imports.mark(batch_id, row.line, Kept.EDITED)
        return False
    if row.added:
        people.change(person, version, people.details(person), Numbers(), row.added)
        imports.moved(batch_id, person.id, version + 1)
        ctx.audit("person.edit", person.code, ("dropped",))
        ctx.changed("person", person.uuid)
    imports.forget_reference(row.external, person.id)
    imports.mark(batch_id, row.line, None)
    return True
