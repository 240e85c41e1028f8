"""«Copias de seguridad»: make one, see those that are kept, try one out, and how to put one back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import copies
from casa_desktop.services.copies import CopyQuery, CopyState, Kept, Made
from casa_desktop.texts import dates, errors, numbers, ui_shell
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.copies.work import CopyWork, chosen_folder
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.settings.parts import heading, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.tasks import Watch

_LOOK_MS = 100


class CopiesSection(Page):
    """Ctrl+N copies; Enter on a copy tries it out; Esc stops what runs."""

    page_id = "copies"
    title = texts.COPIES
    kinds = frozenset({"copy", SETTINGS_KIND})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._work = CopyWork(session, self)
        self._watch: Watch | None = None
        self._kept: dict[str, Kept] = {}
        self._tried: dict[str, tuple[bool, str]] = {}
        self.banner = widgets.Banner()
        self.table = RowsTable(texts.COPY_COLUMNS, name="copies_table", said=texts.COPY_LIST, wide=4, right=(2, 3))
        self.table.opened.connect(self.rehearse)
        self.table.chosen.connect(lambda key: self._try.setEnabled(key in self._kept and self._watch is None))
        self.table.setMinimumHeight(180)
        self._empty = widgets.Empty(texts.COPY_NONE, texts.COPY_NONE_DETAIL, icon="copy")
        self._stack = Stack(self.table, self._empty, name="copies_stack")
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._make = widgets.PrimaryButton(texts.COPY_DO, self.make, keys=hotkeys.NEW, icon="save", name="copy_button")
        outer = widgets.column(
            with_acts(heading(self.title, texts.COPIES_HINT), self._make),
            self.banner,
            self._make_busy(),
            self._make_folder(),
            self._make_list(),
            self._make_how(),
            gap=widgets.MARGIN,
        )
        outer.setStretch(4, 1)
        self.setLayout(outer)

    # what the window asks

    def refresh(self) -> None:
        self.session.run(copies.state, CopyQuery(), owner=self, done=self._say_state, latest="copies.state")
        self._work.listed(self._fill)
        self._say_folder()

    def focus_first(self) -> None:
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        return (Key(hotkeys.NEW, texts.COPY_DO), Key("Return", texts.COPY_VERIFY))

    def help_text(self) -> str:
        return texts.COPIES_HINT

    def can_leave(self) -> bool:
        return self._watch is None or self.session.prompts.ask(
            texts.COPY_LEAVE, do=texts.COPY_STOP, keep=texts.COPY_WAIT, danger=True
        )

    def close_down(self) -> None:
        self.stop()
        self._kept = {}
        self.table.show_rows(())

    # acts

    def make(self) -> None:
        """A copy now: into the profile, and into the chosen folder if there is one."""
        if self._watch is None:
            self._begin(texts.COPY_MAKING)
            self._work.make(self._running(), self._made, self._failed)

    def rehearse(self, key: str = "") -> None:
        """Tries out the copy of the row *key*, the current one by default."""
        copy = self._kept.get(key or self.table.current_key())
        if self._watch is None and copy is not None:
            self._begin(texts.COPY_VERIFYING)
            self._work.rehearse(copy, self._running(), self._sound, lambda error: self._unsound(copy, error))

    def stop(self) -> None:
        """Asks what runs to stop; nothing half-made is left."""
        if self._watch is not None:
            self._watch.cancel()
            self._work.cancel()

    def choose_folder(self) -> None:
        """Where the second copy goes from now on."""
        folder = self.session.prompts.folder(texts.COPY_FOLDER_TITLE)
        if folder is not None:
            self._remember(str(folder))

    def _remember(self, folder: str) -> None:
        try:
            self.session.change_settings(copy_folder=folder)
        except CasaError as error:
            self.session.prompts.error(error)

    # what comes back

    def _made(self, made: Made) -> None:
        self._end()
        if made.trouble is not None:
            self.session.prompts.warn(texts.COPY_NOT_CARRIED, errors.message(made.trouble))
        else:
            self.session.prompts.inform(texts.copied(made.path.name, made.carried is not None))

    def _sound(self, copy: Kept) -> None:
        self._tried[str(copy.path)] = (True, texts.COPY_SOUND)
        self._end()
        self.session.prompts.inform(texts.rehearsed_well(copy.path.name))

    def _unsound(self, copy: Kept, error: CasaError) -> None:
        if error.code is not Code.CANCELLED:
            self._tried[str(copy.path)] = (False, texts.COPY_BROKEN)
        self._failed(error)

    def _failed(self, error: CasaError) -> None:
        self._end()
        if error.code is Code.CANCELLED:
            self.session.prompts.inform(errors.message(error))
        else:
            self.session.prompts.error(error)

    # painting

    def _say_state(self, state: CopyState) -> None:
        last, today = self.session.settings.last_copy_outside, self.session.clock.today()
        said = [texts.last_rehearsal(state.rehearsed, today)]
        if not copies.overdue(last, state.since, today):  # else the banner over every page says it
            said.insert(0, texts.last_outside(last, today))
        self.banner.show_text("\n".join(said))

    def _say_folder(self) -> None:
        folder = chosen_folder(self.session)
        self._folder.setText(str(folder) if folder else texts.COPY_FOLDER_NONE)
        self._forget.setVisible(folder is not None)
        if folder is None:
            said = ""
        elif not folder.is_dir():
            said = texts.COPY_FOLDER_AWAY
        elif not copies.lies_outside(folder, self._work.folder):
            said = texts.COPY_FOLDER_SAME
        else:
            said = ""
        self._folder_hint.setText(said)
        self._folder_hint.setVisible(bool(said))

    def _fill(self, found: tuple[Kept, ...]) -> None:
        self._kept = {str(kept.path): kept for kept in found}
        self.table.show_rows([Row(str(kept.path), self._cells(kept)) for kept in found])
        self._stack.present(self.table if found else self._empty)
        self._try.setEnabled(bool(found) and self._watch is None)

    def _cells(self, kept: Kept) -> tuple[str, ...]:
        tried = self._tried.get(str(kept.path))
        state = texts.COPY_BROKEN if kept.problem else tried[1] if tried else texts.COPY_UNTESTED
        return (
            dates.short_moment(kept.made_at) if kept.made_at else kept.path.stem,
            texts.COPY_HERE if kept.here else texts.COPY_OUTSIDE,
            texts.size(kept.size),
            "—" if kept.visits is None else numbers.integer(kept.visits),
            state,
        )

    def _begin(self, what: str) -> None:
        self._watch = Watch()
        self.show_progress(what, 0, 0)
        self._make.setEnabled(False)
        self._try.setEnabled(False)
        self._clock.start()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self._watch = None
        self._clock.stop()
        self._busy.hide()
        self._make.setEnabled(True)
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _running(self) -> Watch:
        assert self._watch is not None  # set by _begin, just before
        return self._watch

    def show_progress(self, what: str, done: int, total: int) -> None:
        """The bar as it stands after *done* of *total*; a *total* of 0 is not known yet."""
        self._busy_said.setText(what)
        self._busy.show()
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _look(self) -> None:
        if self._watch is not None and self._watch.total:
            self.show_progress(self._busy_said.text(), self._watch.done, self._watch.total)

    def _make_busy(self) -> QWidget:
        self._busy_said = widgets.label("", name="copy_busy_label")
        self._bar = QProgressBar()
        self._bar.setObjectName("copy_bar")
        self._bar.setAccessibleName(ui_shell.PROGRESS)
        self._bar.setTextVisible(False)
        self._stop = widgets.Button(ui_shell.CANCEL, self.stop, keys="Esc", name="stop_button", scope=self)
        inside = widgets.row(self._busy_said, self._bar, self._stop, gap=widgets.MARGIN)
        inside.setStretch(1, 1)
        self._busy = widgets.card(inside, name="busy_card")
        self._busy.hide()
        return self._busy

    def _make_folder(self) -> QWidget:
        self._folder = widgets.label("", wrap=True, name="folder_label")
        self._folder_hint = widgets.label("", "problem", wrap=True, name="folder_hint")
        choose = widgets.Button(texts.COPY_FOLDER_CHOOSE, self.choose_folder, icon="folder", name="folder_button")
        self._forget = widgets.Button(texts.COPY_FOLDER_FORGET, lambda: self._remember(""), name="forget_button")
        said = widgets.column(
            widgets.label(texts.COPY_FOLDER, "caption"), self._folder, self._folder_hint, gap=widgets.SMALL
        )
        inside = widgets.row(said, choose, self._forget, gap=widgets.MARGIN)
        inside.setStretch(0, 1)
        return widgets.card(inside, name="folder_card")

    def _make_list(self) -> QWidget:
        self._try = widgets.Button(texts.COPY_VERIFY, self.rehearse, icon="good", name="rehearse_button")
        self._try.setEnabled(False)
        self._try.setToolTip(texts.COPY_VERIFY_HINT)
        listed = QWidget()
        top = with_acts(heading(texts.COPY_LIST, texts.COPY_VERIFY_HINT), self._try)
        inside = widgets.column(top, self._stack)
        inside.setStretch(1, 1)
        listed.setLayout(inside)
        return listed

    def _make_how(self) -> QWidget:
        inside = widgets.column(widgets.label(texts.COPY_RESTORE, "section"), gap=widgets.SMALL)
        for number, step in enumerate(texts.COPY_RESTORE_STEPS, 1):
            inside.addWidget(widgets.label(f"{number}.  {step}", wrap=True, name="restore_step"))
        return widgets.card(inside, name="restore_card")
