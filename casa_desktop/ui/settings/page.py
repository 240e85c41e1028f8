"""The page «Ajustes»: a list of its parts on the left, the part on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy

from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.sections import sections_for
from casa_desktop.ui.settings.stack import Stack


class SettingsPage(Page):
    """Each part is a :class:`Page` of its own, made when it is first shown; only those that the role may see."""

    page_id = "settings"
    title = texts.TITLE

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._specs = {spec.page_id: spec for spec in sections_for(session.actor.roles)}
        self._sections: dict[str, Page] = {}
        self._drafts: dict[str, Draft] = {}
        self._stack = Stack(name="section_stack")
        self._list = self._make_list()
        body = widgets.row(self._list, self._stack, gap=widgets.MARGIN * 2)
        body.setAlignment(self._list, Qt.AlignmentFlag.AlignTop)
        body.setStretch(1, 1)
        outer = widgets.column(widgets.title(self.title), body, gap=widgets.MARGIN, margin=24)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        for keys, step in ((hotkeys.NEXT_SECTION, 1), (hotkeys.PREVIOUS_SECTION, -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))

    def section(self) -> Page:
        """The part that is shown."""
        return self._sections[self._here()]

    def section_ids(self) -> tuple[str, ...]:
        """The parts of this user, in their order."""
        return tuple(self._specs)

    def refresh(self) -> None:
        if self._here() not in self._sections:
            self._show(self._here())
        else:
            self.section().refresh()

    def open_target(self, target: str) -> None:
        """*target* names a part: ``copies``."""
        if target in self._specs:
            self._list.setCurrentRow(self.section_ids().index(target))
            self._show(target)
            self.section().focus_first()

    def focus_first(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        own = (Key(hotkeys.NEXT_SECTION, texts.NEXT_SECTION), Key(hotkeys.PREVIOUS_SECTION, texts.PREVIOUS_SECTION))
        return (*own, *(self.section().keys() if self._sections else ()))

    def help_text(self) -> str:
        return f"{texts.HELP}\n\n{self.section().help_text()}".strip() if self._sections else texts.HELP

    def draft(self) -> Draft | None:
        drafts = dict(self._drafts)
        for section_id, section in self._sections.items():
            if (draft := section.draft()) is not None:
                drafts[section_id] = draft
        return {"section": self._here(), "drafts": drafts} if drafts else None

    def restore(self, draft: Draft) -> None:
        drafts = draft.get("drafts")
        self._drafts = {k: v for k, v in drafts.items() if k in self._specs} if isinstance(drafts, dict) else {}
        for section_id in self._drafts.keys() & self._sections.keys():
            self._sections[section_id].restore(self._drafts.pop(section_id))
        self.open_target(str(draft.get("section", "")))

    def can_leave(self) -> bool:
        return all(section.can_leave() for section in self._sections.values())

    def close_down(self) -> None:
        for section in self._sections.values():
            section.close_down()

    def _here(self) -> str:
        return self.section_ids()[max(0, self._list.currentRow())]

    def _step(self, step: int) -> None:
        row = (self._list.currentRow() + step) % len(self._specs)
        self._list.setCurrentRow(row)
        self.section().focus_first()

    def _show(self, section_id: str) -> None:
        if section_id not in self._sections:
            section = self._specs[section_id].make(self.session)
            self._sections[section_id] = section
            if (draft := self._drafts.pop(section_id, None)) is not None:
                section.restore(draft)
        self._stack.present(self._sections[section_id])

    def _make_list(self) -> QListWidget:
        parts = QListWidget()
        parts.setObjectName("section_list")
        parts.setAccessibleName(texts.SECTIONS)
        parts.setProperty("role", "sections")
        parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text = parts.fontMetrics().height()
        height = text + 18
        parts.setIconSize(QSize(text, text))
        for spec in self._specs.values():
            item = QListWidgetItem(icons.icon(spec.icon, icons.Tint.Text), spec.title, parts)
            item.setSizeHint(QSize(0, height))
        widest = max(parts.fontMetrics().horizontalAdvance(spec.title) for spec in self._specs.values())
        parts.setFixedWidth(widest + text + 52)
        parts.setFixedHeight(height * len(self._specs) + 8)
        parts.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        parts.setCurrentRow(0)
        parts.itemActivated.connect(lambda _: self.section().focus_first())
        # Whoever points at a part works in it next: with the cursor left in the list the keys on its buttons were dead.
        parts.itemClicked.connect(lambda _: self.section().focus_first())
        parts.currentRowChanged.connect(lambda row: self._show(self.section_ids()[row]))
        return parts
