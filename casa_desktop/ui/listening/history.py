"""The sessions of one person: what was answered, and the sealed note with every version of it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.listening import SessionLine
from casa_desktop.domain.visit_views import NoteRevision
from casa_desktop.services import listening, psychology
from casa_desktop.services.listening import HistoryQuery
from casa_desktop.services.psychology import NoteRead, ReadNote
from casa_desktop.texts import ui_listening as texts
from casa_desktop.texts import ui_shell, ui_visits
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Flow
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.visits.service_form import NoteForm
from casa_desktop.ui.worker import Priority


class HistoryView(QWidget):
    """A line a session; the note of the current one is opened when somebody asks for it (Enter), and that is kept."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("history_view")
        self.session = session
        self._catalog: Catalog | None = None
        self._lines: tuple[SessionLine, ...] = ()
        self.person_uuid = self.person_name = ""
        self.form: NoteForm | None = None
        """The next version of a note, while it is written."""
        self._who = widgets.label("", "section", wrap=True, name="history_who")
        back = widgets.Button(texts.BACK, self.leave, keys="Esc", icon="back", name="history_back_button")
        self.table = RowsTable(texts.HISTORY_COLUMNS, name="history_table", said=texts.HISTORY_TITLE, wide=1)
        self.table.chosen.connect(self._chose)
        self.table.opened.connect(self.open_note)
        self._facts = widgets.label("", wrap=True, name="session_facts")
        self._note = widgets.selectable("", "body", name="note_label")
        self._versions = Chips(name="versions_chips", single=True)
        self._versions.setAccessibleName(texts.OLDER)
        self._versions.edited.connect(self._other_version)
        self._older = widgets.label(texts.OLDER, "caption")
        read = widgets.Button(
            ui_visits.READ_NOTE, self.open_note, keys=hotkeys.OPEN, icon="note", name="read_note_button", scope=self
        )
        write = widgets.Button(
            texts.WRITE, self.write_note, keys=hotkeys.EDIT, icon="edit", name="write_note_button", scope=self
        )
        acts, flow = QWidget(), Flow()
        flow.addWidget(read)
        flow.addWidget(write)
        if session.can(Action.REFERRAL_WRITE):
            flow.addWidget(
                widgets.Button(
                    texts.REFER, self.refer, keys=hotkeys.REFER, icon="export", name="refer_button", scope=self
                )
            )
        acts.setLayout(flow)
        self._reading = QWidget()
        inside = widgets.column(self._facts, acts, self._older, self._versions, self._note, gap=12)
        inside.addStretch(1)
        self._reading.setLayout(inside)
        self._side = Stack(self._reading, name="note_stack")
        self._side.present(self._reading)
        self._writing = QWidget()
        top = widgets.row(widgets.column(widgets.label(texts.HISTORY_TITLE, "caption"), self._who, gap=2), back)
        top.setStretch(0, 1)
        side = widgets.scrolled(self._side, "note_scroll")
        body = widgets.row(self.table, side, gap=widgets.MARGIN)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        self._empty = widgets.Empty(texts.NO_HISTORY, icon="note")
        self._body = QWidget()
        self._body.setLayout(body)
        self._both = Stack(self._body, self._empty, name="history_stack")
        outer = widgets.column(top, self._both, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def set_catalog(self, catalog: Catalog) -> None:
        """How kinds and answers are called."""
        self._catalog = catalog

    def show_person(self, uuid: str, name: str) -> None:
        """The sessions of somebody, read anew."""
        if uuid != self.person_uuid:
            self._lines = ()
            self.table.show_rows(())
        self.person_uuid, self.person_name = uuid, name
        self._who.setText(texts.name(name))
        self.session.run(listening.history, HistoryQuery(uuid), owner=self, done=self._fill, latest="history.lines")

    def focus_first(self) -> None:
        """The cursor in the list, or in the note that is written."""
        if self.form is not None:
            self.form.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets everything."""
        self._lines, self.person_uuid, self.person_name = (), "", ""
        self._drop_form()
        self.table.show_rows(())
        for label in (self._who, self._facts, self._note):
            label.setText("")

    def leave(self) -> None:
        """From the note that is written to the list, from the list to the agenda."""
        if self.form is None:
            self.left.emit()
        elif not self.form.dirty or self.session.prompts.ask(
            ui_visits.LEAVE_FORM_QUESTION, do=ui_visits.LEAVE_FORM_DO, keep=ui_visits.LEAVE_FORM_KEEP
        ):
            self._drop_form()
            self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def open_note(self, _: str = "", revision: int = 0) -> None:
        """The note of the current session, or an older version of it."""
        if (line := self._line()) is not None:
            query = ReadNote(line.service_uuid, revision)
            self.session.run(psychology.read_note, query, owner=self, done=self._show_note, latest="history.note")

    def write_note(self) -> None:
        """The next version of the note of the current session."""
        if (line := self._line()) is not None:
            self.session.run(
                psychology.read_note, ReadNote(line.service_uuid), owner=self, done=self._begin, latest="history.note"
            )

    def refer(self) -> None:
        """To specialised care, on the page of referrals; where it came from stays with the session."""
        if (line := self._line()) is not None:
            self.session.go("referrals", f"person:{self.person_uuid}:{line.service_uuid}")

    # drafts

    def draft(self) -> dict[str, Any] | None:
        """The note that is being written, and of which session."""
        if self.form is None or not self.form.dirty:
            return None
        note = self.form.note
        return {
            "person": self.person_uuid,
            "name": self.person_name,
            "service": note.service_uuid,
            "after": note.revision,
            "fields": dict(self.form.draft()),
        }

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts a draft back over the list of that person."""
        self.show_person(str(draft["person"]), str(draft["name"]))
        self._begin(NoteRead(str(draft["service"]), int(draft["after"]), "", ()))
        if self.form is not None:
            self.form.restore(dict(draft["fields"]))

    # painting

    def _fill(self, lines: tuple[SessionLine, ...]) -> None:
        self._lines = lines
        if self._catalog is not None:
            catalog = self._catalog
            self.table.show_rows([Row(line.service_uuid, texts.session(line, catalog)) for line in lines])
        self._both.present(self._body if lines else self._empty)
        self.focus_first()

    def _line(self) -> SessionLine | None:
        return next((line for line in self._lines if line.service_uuid == self.table.current_key()), None)

    def _chose(self, _: str) -> None:
        line = self._line()
        said = texts.session_facts(line, self._catalog) if line is not None and self._catalog is not None else ""
        self._facts.setText(said)
        self._facts.setVisible(bool(said))
        self._note.setText(texts.NO_NOTE if line is not None and not line.notes else "")
        self._show_versions(())

    def _show_note(self, note: NoteRead) -> None:
        line = self._line()
        if line is None or line.service_uuid != note.service_uuid:
            return
        self._note.setText(note.text or texts.NO_NOTE)
        self._show_versions(note.revisions, note.revision)

    def _show_versions(self, revisions: tuple[NoteRevision, ...], shown: int = 0) -> None:
        was = self._versions.blockSignals(True)
        self._versions.set_options([(str(each.revision), texts.version(each)) for each in reversed(revisions)])
        self._versions.set_value(str(shown))
        self._versions.blockSignals(was)
        self._older.setText(texts.versions(next((each for each in revisions if each.revision == shown), None)))
        for each in (self._older, self._versions):
            each.setVisible(bool(revisions))

    def _other_version(self) -> None:
        if wanted := self._versions.one():
            self.open_note(revision=int(wanted))

    # writing

    def _begin(self, note: NoteRead) -> None:
        self._drop_form()
        form = self.form = NoteForm(note)
        # The form itself listens to Ctrl+Enter.
        save = widgets.PrimaryButton(
            f"{ui_shell.SAVE}   Ctrl+Enter", form.ask_save, icon="save", name="save_note_button"
        )
        self._writing = QWidget()
        self._writing.setLayout(widgets.column(form, widgets.row(save, left=True), gap=12))
        form.save_asked.connect(self._save)
        form.cancel_asked.connect(self.leave)
        self._side.present(self._writing)
        form.focus_first()

    def _save(self) -> None:
        if (form := self.form) is not None:
            self.session.run(
                psychology.write_note,
                form.command(),
                owner=self,
                done=self._saved,
                failed=lambda error: form.show_problems(error.problems),
                priority=Priority.SAVING,
                what=texts.SAVING,
                cancellable=False,
            )

    def _saved(self, _: NoteRevision) -> None:
        self.session.prompts.inform(texts.NOTE_SAVED)
        self._drop_form()
        self.show_person(self.person_uuid, self.person_name)
        self.open_note()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form = None
            self._side.present(self._reading)
            self._side.drop(self._writing)
