"""The base cannot be opened: what happened, and the way out of each kind of trouble."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import sentences, widgets
from casa_desktop.ui.entry import EntryScreen


class TroubleScreen(EntryScreen):
    """The base cannot be opened: what happened, where, and what can be done about it."""

    retry_asked = Signal()
    restore_asked = Signal()
    folder_asked = Signal()
    new_asked = Signal()
    accept_asked = Signal()

    _RESTORE = frozenset(
        {
            Code.BASE_MISSING,
            Code.KEYS_MISSING,
            Code.KEYS_DAMAGED,
            Code.BASE_DAMAGED,
            Code.BASE_NOT_ENCRYPTED,
            Code.BASE_ROLLED_BACK,
        }
    )
    _NEW = frozenset({Code.BASE_MISSING, Code.KEYS_MISSING})

    def __init__(self, error: CasaError, folder: Path) -> None:
        super().__init__("trouble_screen", width=520)
        code = error.code
        self.code = code
        self.head(texts.TROUBLE_TITLES.get(code, texts.TROUBLE_TITLE), sentences.message(error), picture="warn")
        place = widgets.column(
            widgets.label(texts.FOLDER, "caption"), widgets.selectable(str(folder), "muted", name="folder_label"), gap=4
        )
        self.body.addWidget(widgets.card(place))
        self._first, *rest = self._acts(code)
        for act in (self._first, *rest):
            act.setSizePolicy(widgets.WIDE)
            self.body.addWidget(act)

    def start_focus(self) -> None:
        """Puts the focus on what helps most."""
        self._first.setFocus()

    def _acts(self, code: Code) -> Sequence[widgets.Button]:
        acts: list[widgets.Button] = []
        retry = widgets.Button(texts.RETRY, self.retry_asked.emit, icon="refresh", name="retry_button")
        if code in self._RESTORE:
            acts.append(
                widgets.PrimaryButton(texts.RESTORE_LINK, self.restore_asked.emit, icon="import", name="restore_button")
            )
        acts.append(retry)
        acts.append(
            widgets.Button(texts.OTHER_FOLDER_LINK, self.folder_asked.emit, icon="folder", name="folder_button")
        )
        if code is Code.BASE_ROLLED_BACK:
            acts.append(widgets.Button(texts.ACCEPT_LINK, self.accept_asked.emit, icon="warn", name="accept_button"))
        if code in self._NEW:
            acts.append(widgets.Button(texts.NEW_DESK_LINK, self.new_asked.emit, icon="add", name="new_button"))
        return acts
