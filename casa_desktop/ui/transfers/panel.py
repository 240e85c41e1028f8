"""One transfer on the screen: where it stands, who travels, what is planned, the steps that it took."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.transfers import FOLLOWING, OPEN, Step, TransferDetail
from casa_desktop.texts import ui_people, ui_shell
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.session import Session

NEXT_KEY, EDIT_KEY, CANCEL_KEY, UNDO_KEY = hotkeys.NEXT_STEP, hotkeys.EDIT, hotkeys.CANCEL, hotkeys.RESTORE
MANIFEST_KEY, VOUCHER_KEY = hotkeys.PAPER, hotkeys.OTHER_PAPER


class TransferPanel(QWidget):
    """Shows what it is given; asks for acts by its signals."""

    step_asked = Signal(object)
    """The :class:`Step`."""
    edit_asked = Signal()
    undo_asked = Signal()
    manifest_asked = Signal()
    voucher_asked = Signal()
    person_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("transfer_panel")
        self._session = session
        self.detail: TransferDetail | None = None
        self._box = widgets.column(gap=12)
        outer = widgets.column(self._box)
        outer.addStretch(1)
        self.setLayout(outer)

    def show_transfer(self, detail: TransferDetail, catalog: Catalog) -> None:
        """Another transfer, or the same one as it is now."""
        self.detail = detail
        empty(self._box)
        head = widgets.row(widgets.label(texts.title(detail), "title", wrap=True, name="transfer_title"))
        head.setStretch(0, 1)
        badge = widgets.Badge(texts.STATES[detail.step], texts.TONES[detail.step])
        head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(head)
        self._box.addWidget(
            widgets.label(texts.about(detail, self._session.clock.today()), "muted", name="transfer_about")
        )
        self._box.addWidget(self._acts(detail))
        if said := texts.missing(detail):
            banner = widgets.Banner()
            self._box.addWidget(banner)
            banner.show_text(said, "warn")  # once it has a parent to be shown in
        self._box.addWidget(widgets.card(self._travellers(detail, catalog), margin=12))
        self._box.addWidget(widgets.card(self._facts(detail, catalog), margin=12))
        self._box.addWidget(widgets.card(self._steps(detail), margin=12))

    def clear(self) -> None:
        """Forgets what it showed."""
        self.detail = None
        empty(self._box)

    def focus_first(self) -> None:
        """The next step."""
        for name in ("next_button", "manifest_button"):
            found = next((w for w in self.findChildren(QWidget, name) if w.isVisibleTo(self)), None)
            if found is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def ask_next(self) -> None:
        """The step that usually follows."""
        following = FOLLOWING[self.detail.step] if self.detail is not None and self._records else ()
        if following and following[0] is not Step.CANCELLED:
            self.step_asked.emit(following[0])

    def ask_cancel(self) -> None:
        """Cancelled, where that is still possible."""
        if self.detail is not None and self._records and Step.CANCELLED in FOLLOWING[self.detail.step]:
            self.step_asked.emit(Step.CANCELLED)

    def ask_edit(self) -> None:
        """Another plan, until somebody travels."""
        if self.detail is not None and self._records and self.detail.step in OPEN:
            self.edit_asked.emit()

    def ask_undo(self) -> None:
        """The last step back; a request is cancelled instead."""
        if self.detail is not None and self._records and self.detail.step is not Step.REQUESTED:
            self.undo_asked.emit()

    @property
    def _records(self) -> bool:
        return self._session.can(Action.TRANSFER_RECORD)

    def _acts(self, detail: TransferDetail) -> QWidget:
        made: list[QWidget] = []

        def act(words: str, key: str, press: Callable[[], object], name: str, *, main: bool = False) -> None:
            kind = widgets.PrimaryButton if main else widgets.Button
            button = kind(ui_shell.before_key(words, key), press, name=name)
            button.setAccessibleName(ui_shell.with_key(words, ui_shell.key_name(key)))
            made.append(button)

        following = FOLLOWING[detail.step]
        if self._records and following and following[0] is not Step.CANCELLED:
            act(texts.NEXT[following[0]], NEXT_KEY, self.ask_next, "next_button", main=True)
        if self._records and detail.step in OPEN:
            act(texts.EDIT, EDIT_KEY, self.ask_edit, "edit_button")
        if self._session.can(Action.TRANSFER_MANIFEST) and detail.step is not Step.CANCELLED:
            act(texts.MANIFEST, MANIFEST_KEY, self.manifest_asked.emit, "manifest_button")
            act(texts.VOUCHER, VOUCHER_KEY, self.voucher_asked.emit, "voucher_button")
        if self._records and detail.step is not Step.REQUESTED:
            act(texts.UNDO, UNDO_KEY, self.ask_undo, "undo_button")
        if self._records and Step.CANCELLED in following:
            act(texts.NEXT[Step.CANCELLED], CANCEL_KEY, self.ask_cancel, "cancel_transfer_button")
        return flowing(*made)

    def _travellers(self, detail: TransferDetail, catalog: Catalog) -> QVBoxLayout:
        inside = widgets.column(widgets.label(texts.TRAVELLERS, "section"), gap=2)
        for each in detail.travellers:
            said = texts.traveller(each, catalog, travelled=detail.travelled)
            stayed = detail.travelled and not each.travelled
            words = widgets.label(said, "muted" if stayed else "body", wrap=True, name=f"traveller_{each.code}")
            go = widgets.link(
                texts.OPEN_PERSON, partial(self.person_asked.emit, each.person_uuid), name=f"see_{each.code}"
            )
            go.setAccessibleName(f"{texts.OPEN_PERSON} {ui_people.name(each.name)}")
            line = widgets.row(words, go)
            line.setStretch(0, 1)
            inside.addLayout(line)
        return inside

    def _facts(self, detail: TransferDetail, catalog: Catalog) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(widgets.MARGIN)
        grid.setColumnStretch(1, 1)
        for line, (label, said) in enumerate(texts.facts(detail.plan, catalog)):
            grid.addWidget(widgets.label(label, "caption"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widgets.label(said, wrap=True, name=f"fact_{line}"), line, 1)
        inside = widgets.column()
        inside.addLayout(grid)
        return inside

    def _steps(self, detail: TransferDetail) -> QVBoxLayout:
        inside = widgets.column(widgets.label(texts.STEPS, "section"), gap=widgets.SMALL)
        for each in detail.steps:
            inside.addWidget(widgets.label(texts.step(each), "body" if each.holds else "muted", wrap=True))
        return inside
