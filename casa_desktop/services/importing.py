"""Persons from a file, all of them or none; and an import taken back, at any later time, as far as it is safe.

The audit gets one entry for an import and one for each known person who was given something: which persons are new
stands in the rows of the import, and a chain of a million entries would say nothing more.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from casa_desktop.domain.access import Action
from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.importing import Column, Incoming, Kept, Likeness, Odd, Oddity, Outcome, Tally
from casa_desktop.domain.persons import MOST_DOCUMENTS, MOST_PHONES, Numbers
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.services.context import Context, verb
from casa_desktop.services.import_planning import Planned, planned, within_file
from casa_desktop.services.recording import user_id
from casa_desktop.storage.import_writing import SOURCE, ImportWriter, RowWritten
from casa_desktop.storage.importing import BatchRow, RowShown
from casa_desktop.storage.people import PersonRow

SLICE = 1_000
"""Rows that are written at a time."""
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
    """What an import wrote."""

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
    return _write(ctx, command.uuid, command.file_name, _stepping(command.rows, total, command.step), once=False)


@verb(Action.PERSON_IMPORT)
def import_file(ctx: Context, command: ImportFile) -> Imported:
    """Writes every row of a file that nobody looks at first. Repeating it changes nothing. Errors as above."""

    def decided() -> Iterator[Planned]:
        steps = _stepping(command.rows, command.total, command.step)
        # A slice is held against the base and, because nothing of it stands there yet, against itself.
        for some in _slices(steps, 1 if command.thorough else SLICE):
            for row in within_file([planned(ctx, each, thorough=command.thorough) for each in some]):
                alike = Outcome.HELD if command.hold else Outcome.CREATED
                yield replace(row, outcome=alike) if row.likeness else row

    return _write(ctx, command.uuid, command.file_name, decided(), once=command.thorough, told=command.told)


@verb(Action.PERSON_IMPORT)
def undo(ctx: Context, command: UndoImport) -> Undone:
    """Takes back whoever an import made and what it added, but for those to whom something happened since: they stay,
    and the rows say why. Repeating it tries again with what stayed. Errors: NOT_FOUND."""
    batch = _batch(ctx, command.uuid)
    imports = ctx.work.imports
    with imports.roomy():
        gone = imports.take_back(batch.id, command.step)
        for row in imports.joined(batch.id):
            kept = _ungive(ctx, row.person_id, row.version, row.added)
            imports.mark(batch.id, row.line, kept)
            if kept is None:
                gone += 1
                imports.forget_reference(row.external, row.person_id)
    stayed = imports.kept(batch.id)
    imports.undone(batch.id, ctx.stamp, user_id(ctx), batch.taken_back + gone, stayed)
    ctx.audit("person.import_undo", batch.code)
    ctx.changed("import", batch.uuid)
    ctx.changed("person", "")
    return Undone(batch.taken_back + gone, stayed)


@verb(Action.PERSON_IMPORT)
def listed(ctx: Context, query: ImportsQuery) -> tuple[BatchRow, ...]:  # every verb takes a command
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
    ctx: Context, uuid: str, file_name: str, rows: Iterable[Planned], *, once: bool, told: Told = _nowhere
) -> Imported:
    imports = ctx.work.imports
    if (before := imports.by_uuid(uuid)) is not None:
        return Imported(uuid, before.code, before.tally)
    with imports.roomy():
        writer = imports.begin(uuid, file_name[-LONGEST_FILE_NAME:], ctx.stamp, user_id(ctx), ctx.clock.today())
        writing = _Writing(ctx, writer, most=1 if once else SLICE, told=told)
        for row in rows:
            writing.add(row)
        writing.flush()
    imports.finish(writer, writing.tally)
    batch = _batch(ctx, uuid)
    ctx.audit("person.import", batch.code)
    ctx.changed("import", uuid)
    ctx.changed("person", "")
    return Imported(uuid, batch.code, batch.tally)


class _Writing:
    """Gathers rows until a slice is full, or until one may be about somebody whom the slice is about already."""

    def __init__(self, ctx: Context, writer: ImportWriter, *, most: int, told: Told) -> None:
        self._ctx, self._writer, self._most, self._told = ctx, writer, most, told
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
            added, version = _give(self._ctx, other, incoming)
            written = RowWritten(incoming, row.outcome, other.id, version, row.likeness, other.id, reasons, added)
        elif row.outcome is Outcome.KNOWN:
            written = RowWritten(incoming, row.outcome, other.id if other else None, 0, row.likeness)
        else:
            written = RowWritten(incoming, row.outcome, None, 0, row.likeness, other.id if other else None, reasons)
        self._waiting.append(written)
        if len(self._waiting) >= self._most:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        self._writer.write(self._waiting)
        self._waiting, self._pending = [], set()

    def _looked_at_again(self, row: Planned) -> Planned:
        """An id that an earlier row of this import brought makes nobody twice, whatever was planned."""
        if row.outcome not in (Outcome.CREATED, Outcome.JOINED):
            return row
        key = row.incoming.key
        if key in self._pending:
            self.flush()
        known = self._ctx.work.imports.imported(key, named=row.incoming.named)
        self._pending.add(key)
        if known is None:
            return row
        odd = (*row.incoming.odd, Oddity(Odd.ID_REPEATED, Column.ID, key if row.incoming.named else ""))
        return replace(row, incoming=replace(row.incoming, odd=odd), outcome=Outcome.KNOWN, likeness=Likeness.NONE)

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
        if at % SLICE == 0:
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


def _ungive(ctx: Context, person_id: int, version: int, added: tuple[str, ...]) -> Kept | None:
    """Takes back what :func:`_give` added, or says why not."""
    people = ctx.work.people
    person = people.by_id(person_id)
    if person is None or person.canonical_id != person.id:
        return Kept.MERGED
    if not added:
        return None
    if person.version != version:
        return Kept.EDITED
    people.change(person, version, people.details(person), Numbers(), added)
    ctx.audit("person.edit", person.code, ("dropped",))
    ctx.changed("person", person.uuid)
    return None
