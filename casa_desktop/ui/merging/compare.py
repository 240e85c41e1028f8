"""Two records beside each other: what differs, what is chosen, what follows, and the act that joins them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import Comparison, Part, Standing
from casa_desktop.services import merging
from casa_desktop.services.merging import Merged, MergePersons, Pair, PairQuery, UndoMerge
from casa_desktop.texts import ui_merging as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.merging.table import Line, LinesTable
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class ComparePart(Form):
    """Ctrl+Enter joins, N says that they are two, C keeps the other record, Esc goes back."""

    done = Signal(str)
    """They were joined: the uuid of the person."""
    parted = Signal()
    """They were said to be two."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="compare_part")
        self._session = session
        self._catalog: Catalog | None = None
        self._uuid = ""
        self._last_reason = ""
        self._waiting: tuple[frozenset[Part], str] | None = None
        self.shown: Comparison | None = None
        self._why = widgets.label("", "muted", wrap=True, name="why_label")
        self._follows = widgets.label("", wrap=True, name="follows_label")
        self._warning = widgets.Banner()
        self.table = LinesTable("compare_table")
        self.reason = TextEdit(name="merge_reason_edit")
        self.table.passed.connect(lambda: self.reason.setFocus(Qt.FocusReason.OtherFocusReason))
        field = self.add(Field("reason", texts.REASON, self.reason))
        self._unite = widgets.PrimaryButton(texts.UNITE, self.ask_save, icon="people", name="unite_button")
        self._unite.setText(ui_shell.before_key(texts.UNITE, hotkeys.SAVE))
        acts = flowing(
            widgets.Button(f"{texts.BACK}   Esc", self.cancel_asked.emit, name="back_button"),
            widgets.Button(texts.SWAP, self.swap, keys="C", name="swap_button", scope=self.table),
            widgets.Button(texts.NOT_SAME, self.say_apart, keys="N", name="not_same_button", scope=self.table),
            self._unite,
        )
        hint = widgets.hint(texts.COMPARE_HINT)
        body = widgets.column(
            self._why, self.banner, self._warning, self.table, hint, self._follows, field, acts, gap=12
        )
        body.setStretch(3, 1)
        self.setLayout(widgets.column(widgets.card(body, name="compare_card")))
        self.table.setMinimumHeight(180)
        self.save_asked.connect(self._merge)

    # what is shown

    def show_pair(self, kept: str, other: str, catalog: Catalog) -> None:
        """Reads two persons and puts them beside each other."""
        self._catalog, self._uuid, self.shown = catalog, new_id(), None
        self.clear()
        self.show_problems(())
        self._session.run(
            merging.compare,
            PairQuery(kept, other),
            owner=self,
            done=self._show,
            failed=self._cannot,
            latest="merging.compare",
        )

    def _cannot(self, error: CasaError) -> None:
        self._session.prompts.error(error)
        self.cancel_asked.emit()

    def _show(self, found: Comparison) -> None:
        if self._catalog is None:
            return
        self.shown = found
        kept, other = found.kept.page.code, found.other.page.code
        heads = (texts.heading(kept, kept=True), texts.heading(other, kept=False))
        suggested, reason = self._waiting or (found.suggested, self._last_reason if found.closed else "")
        self._waiting = None
        self.table.show_lines(heads, [*_together(found), *_choices(found, suggested, self._catalog)])
        self.reason.setText(reason)
        self._why.setText(texts.reasons(found))
        self._follows.setText(texts.follows(found.kept, found.other))
        said = (texts.SAID_APART if found.apart else "", texts.same_days(found.same_days), texts.closed(found.closed))
        self._warning.show_text("\n".join(each for each in said if each), "warn")
        self.focus_first()

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_when_shown(self, taken: frozenset[Part], reason: str) -> None:
        """What was chosen before the screen was locked, once the two are read."""
        self._waiting = taken, reason

    def taken(self) -> frozenset[Part]:
        """What comes from the record that is joined."""
        return frozenset(Part(line.key) for line in self.table.lines if line.chosen == 1)

    # what is done

    def swap(self) -> None:
        """The other record is the one that is kept."""
        if self.shown is not None and self._catalog is not None:
            self.show_pair(self.shown.other.page.uuid, self.shown.kept.page.uuid, self._catalog)

    def say_apart(self) -> None:
        """«No son la misma persona.»"""
        if self.shown is None:
            return
        kept, other = self.shown.kept.page, self.shown.other.page
        pair = Pair(kept.uuid, other.uuid)

        def done(_: None) -> None:
            self._session.prompts.inform(
                texts.set_apart(kept.code, other.code), undo=lambda: bring_back(self, self._session, pair)
            )
            self.parted.emit()

        self._run(merging.set_apart, pair, done)

    def _merge(self) -> None:
        if self.shown is None:
            return
        kept, other = self.shown.kept.page, self.shown.other.page
        reason = self._last_reason = self.reason.text().strip()
        command = MergePersons(self._uuid, kept.uuid, other.uuid, kept.version, other.version, self.taken(), reason)

        def done(merged: Merged) -> None:
            said = texts.merged(merged.code, merged.other_code)
            self._session.prompts.inform(said, undo=lambda: take_back(self, self._session, merged))
            self.done.emit(merged.person_uuid)

        self._run(merging.merge, command, done)

    def _run(self, verb: object, command: object, done: object) -> None:
        self._session.run(
            verb,  # type: ignore[arg-type]  # a verb with its own command
            command,
            owner=self,
            done=done,  # type: ignore[arg-type]  # and its own result
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.UNITING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        self.show_problems(error.problems)
        if error.code is Code.CONFLICT and self.shown is not None and self._catalog is not None:
            # Somebody changed one of the two: what is there now is shown before anything is joined.
            kept, other = self.shown.kept.page.uuid, self.shown.other.page.uuid
            self.show_pair(kept, other, self._catalog)
            self.show_problems(error.problems)


def take_back(owner: QWidget, session: Session, merged: Merged) -> None:
    """F9 right after: parted again, and asked again one day."""
    session.run(
        merging.undo,
        UndoMerge(merged.uuid, texts.UNDONE_AT_ONCE),
        owner=owner,
        done=lambda _: session.prompts.inform(texts.PARTED),
        failed=session.prompts.error,
        priority=Priority.SAVING,
        what=texts.SAVING,
        cancellable=False,
    )


def bring_back(owner: QWidget, session: Session, pair: Pair) -> None:
    """F9 after «no son la misma persona»."""
    said = texts.BROUGHT_BACK
    session.run(merging.bring_back, pair, owner=owner, done=lambda _: session.prompts.inform(said))


def _together(found: Comparison) -> list[Line]:
    """What is not chosen: it stands together."""
    kept, other = found.kept, found.other
    lines = [
        _line(texts.DOCUMENTS, texts.documents(kept.page), texts.documents(other.page)),
        _line(texts.PHONES, texts.phones(kept.page), texts.phones(other.page)),
        _line(texts.VISITS, texts.visits(kept), texts.visits(other)),
    ]
    return [line for line in lines if set(line.sides) != {texts.NOT_KNOWN}]


def _line(said: str, mine: str, theirs: str) -> Line:
    same = mine == theirs and said != texts.VISITS
    return Line(said, said, (mine, theirs), texts.SAME if same else texts.TOGETHER)


def _choices(found: Comparison, taken: frozenset[Part], catalog: Catalog) -> list[Line]:
    """What differs first: that is what there is to decide."""
    kept, other = found.kept.page, found.other.page
    return [
        Line(
            str(part),
            texts.PARTS[part],
            (texts.value(kept, part, catalog), texts.value(other, part, catalog)),
            texts.standing(stands, kept.code, other.code),
            strong=stands is not Standing.SAME,
            chosen=None if stands is Standing.SAME else int(part in taken),
        )
        for part, stands in sorted(found.parts, key=lambda each: each[1] is Standing.SAME)
    ]
