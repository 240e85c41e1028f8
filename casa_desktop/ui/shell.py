"""What a user sees between login and lock: navigation, search box, the pages, the user's menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid

from casa_desktop.domain.access import Action
from casa_desktop.texts import ui_kept, ui_scanning
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.pages import PageSpec
from casa_desktop.ui.panels import Panel
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.scanning.box import ScanBox
from casa_desktop.ui.scanning.photo import PHOTO_KEY, PhotoKey, photo_button
from casa_desktop.ui.session import Session
from casa_desktop.ui.status import UNDO_KEY

_NAVIGATION = "navegación"
_FORMS = "formularios"
_NAME_WIDTH = 240
"""Pixels of the user's name at 100 %; a longer one ends in an ellipsis and stands whole in the tool tip."""


class Shell(QWidget):
    """The frame around the pages of one session. Dropped whole at lock, with every model in it."""

    shown = Signal(str)
    """The title of the page that is shown now."""
    help_asked = Signal()
    menu_chosen = Signal(str)
    """switch, lock, password, pin, quit."""

    def __init__(self, session: Session, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("shell")
        self._session = session
        self._specs = {spec.page_id: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._waiting: dict[str, Draft] = {}
        self._places: dict[str, str] = {}
        """Where the user was within pages that were not shown since."""
        self._before_search = ""
        self._here = ""
        self._panel: QWidget | None = None
        self._left_at: QWidget | None = None
        """Where the cursor was when a panel came over it."""
        session.navigate = self.go
        session.find = self.focus_search
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.search_edit = self._make_search()
        self.search_edit.installEventFilter(self)
        self._scans = ScanBox(session, self.search_edit, registers=session.can(Action.PERSON_REGISTER))
        self._scans.known.connect(self._open_known)
        if self._finder() is not None:
            PhotoKey(self, self._scans.read_photo)
        self._scans.sought.connect(lambda _: self._search(self.search_edit.text()))
        self.user_button = self._make_user_button()
        self._above = widgets.column()
        right = widgets.column(self._make_header(), self._above, self._stack, gap=0)
        right.setStretch(2, 1)
        outer = widgets.row(self._make_navigation(), right, gap=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._key(hotkeys.SEARCH, self.focus_search)
        self._key(hotkeys.HELP, self.help_asked.emit)
        self._key(hotkeys.REFRESH, lambda: self.page().refresh())
        self._key(hotkeys.MENU, self.user_button.showMenu)

    # pages

    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._here]

    def page_ids(self) -> tuple[str, ...]:
        """The pages of this user, as the navigation shows them."""
        return tuple(self._specs)

    def go(self, page_id: str, target: str = "") -> None:
        """Shows a page of this user, and in it the record *target*."""
        self._show(page_id)
        self._before_search = ""
        if target:
            self.page().open_target(target)
        else:
            self.page().focus_first()
        # Last: while the pages change, the cursor rests for a moment on the first name.
        widgets.reveal(self._buttons[page_id])

    def start(self, drafts: dict[str, Draft]) -> None:
        """Shows the page where this user was, and gives every page its draft when it is first shown."""
        place = drafts.pop(_NAVIGATION, {})
        self._session.kept.restore(drafts.pop(_FORMS, {}))
        self._waiting = drafts
        wanted = str(place.get("page", ""))
        self._places = dict(place.get("within", {}))
        self.go(wanted if wanted in self._specs else next(iter(self._specs)))

    def drafts(self) -> dict[str, Draft | None]:
        """What is being typed, by page; None = that page has nothing open (any more)."""
        found: dict[str, Draft | None] = {page_id: page.draft() for page_id, page in self._pages.items()}
        found |= self._waiting
        within = self._places | {page_id: at for page_id, page in self._pages.items() if (at := page.place())}
        found[_NAVIGATION] = {"page": self._here, **({"within": within} if within else {})}
        found[_FORMS] = self._session.kept.draft()
        return found

    def unfinished(self) -> tuple[Place, ...]:
        """Where this user was typing when the program stopped, and has not been since."""
        titles = [(page_id, self._specs[page_id].title) for page_id in self._waiting if page_id in self._specs]
        pages = tuple(Place(page_id, "", title) for page_id, title in titles)
        return pages + tuple(place for place in self._session.kept.waiting() if place.page_id in self._specs)

    def title_of(self, page_id: str) -> str:
        """As the navigation names it."""
        return self._specs[page_id].title

    def can_leave(self) -> bool:
        """Whether every page lets the program close."""
        return all(page.can_leave() for page in self._pages.values())

    def close_down(self) -> None:
        """Empties every page, before the shell is dropped."""
        for page in self._pages.values():
            page.close_down()

    def keys(self) -> tuple[Key, ...]:
        """The keys that work on every page."""
        numbered = [Key(spec.keys, spec.title) for spec in self._specs.values()]
        numbered.append(Key(hotkeys.NEXT_PAGE, texts.KEY_NEXT_PAGE))
        search = [Key(hotkeys.SEARCH, texts.SEARCH)] if self.search_edit.isVisibleTo(self) else []
        if search and self._session.settings.readers:
            search.append(Key(PHOTO_KEY, ui_scanning.KEY_PHOTO))
        common = (
            (hotkeys.HELP, texts.HELP),
            (hotkeys.REFRESH, texts.REFRESH),
            (UNDO_KEY, texts.KEY_UNDO),
            (hotkeys.MENU, texts.USER_MENU),
        )
        menu = ((hotkeys.LOCK, texts.LOCK), (hotkeys.SWITCH_USER, texts.SWITCH_USER), (hotkeys.QUIT, texts.QUIT))
        kept = (hotkeys.GO_ON, ui_kept.KEY_GO_ON)
        return (*numbered, *search, *(Key(k, does) for k, does in (*common, kept, *menu)))

    def help_groups(self) -> tuple[tuple[str, Sequence[Key]], ...]:
        """Every key that works now: the page's own, those of forms, those of the window."""
        forms = tuple(Key(keys, does) for keys, does in texts.HELP_FORM_KEYS)
        page = self.page().keys()
        return ((texts.HELP_HERE, page), (texts.HELP_FORMS, forms), (texts.HELP_EVERYWHERE, self.keys()))

    def _show(self, page_id: str) -> None:
        if page_id not in self._specs:
            raise LookupError(page_id)
        if page_id not in self._pages:
            page = self._specs[page_id].make(self._session)
            self._pages[page_id] = page
            page.return_to(self._places.pop(page_id, ""))  # the first page is seen as soon as it is in the stack
            self._stack.addWidget(widgets.scrolled(page, sideways=True))
            if (draft := self._waiting.pop(page_id, None)) is not None:
                page.restore(draft)
        self._drop_panel()
        self._here = page_id
        self._stack.setCurrentIndex(list(self._pages).index(page_id))
        self._buttons[page_id].setChecked(True)
        self.shown.emit(self._specs[page_id].title)

    def put_above(self, notice: QWidget) -> None:
        """Lays *notice* over every page, below the search box."""
        self._above.addWidget(notice)

    def open_panel(self, panel: Panel) -> None:
        """Shows *panel* in place of the page until it is closed; then the cursor is where it was."""
        if self._panel is None:
            self._left_at = self._cursor()
        self._drop_panel()
        self._panel = widgets.scrolled(panel, sideways=True)
        self._stack.addWidget(self._panel)
        self._stack.setCurrentWidget(self._panel)
        panel.closed.connect(self.close_panel)
        panel.focus_first()

    def close_panel(self) -> None:
        """Back from a panel to the page, and to the very field that was left."""
        self._stack.setCurrentIndex(list(self._pages).index(self._here))
        self._drop_panel()
        where, self._left_at = self._left_at, None
        if where is not None and isValid(where) and where.isVisible() and where.isEnabled():
            where.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page().focus_first()

    def _cursor(self) -> QWidget | None:
        """Where the cursor stands on the page or in the search box; of whoever clicked beside them, where it stood."""
        here: QWidget | None = self.window().focusWidget()  # the stub forgets that there may be none
        of_page = here is not None and self.page().isAncestorOf(here)
        return here if of_page or here is self.search_edit else self.page().focusWidget()

    def _drop_panel(self) -> None:
        if self._panel is not None:
            panel, self._panel = self._panel, None
            self._stack.removeWidget(panel)
            panel.deleteLater()

    # search

    def focus_search(self) -> None:
        """Puts the cursor into the search box."""
        if self.search_edit.isVisibleTo(self):
            self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search_edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search_edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._search_key(event.key(), event.modifiers())
        return super().eventFilter(watched, event)

    def _search_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Escape:
            self._leave_search()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._search(self.search_edit.text())
            self.page().search_new(self.search_edit.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search(self.search_edit.text())
            self.page().search_entered(False)
        elif key == Qt.Key.Key_Down:
            self._search(self.search_edit.text())
            self.page().search_entered(True)
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        finder = self._finder()
        if finder is not None:
            if self._here != finder:
                self._before_search = self._here
                self._show(finder)
            self._pages[finder].search(text)

    def _open_known(self, person_uuid: str) -> None:
        if (finder := self._finder()) is not None:
            self.go(finder, person_uuid)

    def _leave_search(self) -> None:
        self.search_edit.clear()
        if self._before_search:
            self.go(self._before_search)
        else:
            self.page().focus_first()

    def _finder(self) -> str | None:
        return next((spec.page_id for spec in self._specs.values() if spec.searches), None)

    # parts

    def _make_search(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName("search_edit")
        edit.setAccessibleName(texts.with_key(texts.SEARCH, hotkeys.SEARCH))
        edit.setPlaceholderText(f"{texts.SEARCH_SHORT}   Ctrl+K")
        edit.setMaximumWidth(560)
        edit.textEdited.connect(self._search)
        if self._finder() is None:
            edit.hide()
        return edit

    def _make_user_button(self) -> QPushButton:
        name = self._session.actor.full_name
        button = widgets.Button("", name="user_button")
        button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, icons.scaled(_NAME_WIDTH)))
        button.setAccessibleName(texts.with_key(texts.USER_MENU, hotkeys.MENU))
        button.setToolTip(f"{name}\n{texts.with_key(texts.USER_MENU, hotkeys.MENU)}")
        icons.dress(button, "user")
        menu = QMenu(button)
        menu.setObjectName("user_menu")
        for name, words, picture, keys in (
            ("switch", texts.SWITCH_USER, "switch", hotkeys.SWITCH_USER),
            ("lock", texts.LOCK, "lock", hotkeys.LOCK),
            ("", "", "", ""),
            ("password", texts.CHANGE_PASSWORD, "key", ""),
            ("pin", texts.SET_PIN, "shield", ""),
            ("", "", "", ""),
            ("quit", texts.QUIT, "power", hotkeys.QUIT),
        ):
            if not name:
                menu.addSeparator()
                continue
            # After the tab stands what the menu shows of the key: Qt would write «Control+Mayúsculas».
            shown = f"{words}\t{texts.key_name(keys)}" if keys else words
            action = QAction(icons.icon(picture, icons.Tint.Text), shown, menu)
            action.setObjectName(f"{name}_action")
            action.triggered.connect(lambda _=False, name=name: self.menu_chosen.emit(name))
            if keys:
                action.setShortcut(QKeySequence(keys))
                self.addAction(action)
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _make_header(self) -> QFrame:
        header = QFrame()
        header.setObjectName("header")
        inside = widgets.row(self.search_edit)
        if self._finder() is not None:
            inside.addWidget(photo_button(self._session, self._scans.read_photo))
        inside.addStretch(1)
        inside.addWidget(self.user_button)
        inside.setStretch(0, 6)
        inside.setContentsMargins(widgets.MARGIN * 2, 10, widgets.MARGIN, 10)
        header.setLayout(inside)
        return header

    def _make_navigation(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("navigation")
        frame.setAccessibleName(texts.NAVIGATION)
        name = widgets.label(texts.PROGRAM, "section", name="program_label")
        brand = widgets.row(icons.Picture("mark", 26, icons.Tint.Accent), name, gap=10)
        brand.setContentsMargins(12, 8, 12, 16)
        brand.addStretch(1)
        pages = QWidget()
        listed = widgets.column(gap=widgets.SMALL)
        for spec in self._specs.values():
            listed.addWidget(self._nav_button(spec))
        listed.addStretch(1)
        pages.setLayout(listed)
        area = widgets.scrolled(pages, "navigation_scroll", whole_width=True)
        inside = widgets.column(brand, area, gap=widgets.SMALL, margin=10)
        inside.setStretch(1, 1)
        self._key(hotkeys.NEXT_PAGE, lambda: self._step(1))
        self._key(hotkeys.PREVIOUS_PAGE, lambda: self._step(-1))
        helper = widgets.Button(texts.HELP, self.help_asked.emit, role="nav", icon="help", name="help_button")
        helper.setToolTip(texts.with_key(texts.HELP, hotkeys.HELP))
        inside.addWidget(helper)
        frame.setLayout(inside)
        return frame

    def _step(self, by: int) -> None:
        """To the next page of the navigation, or the one before; after the last comes the first."""
        ids = list(self._specs)
        self.go(ids[(ids.index(self._here) + by) % len(ids)])

    def _nav_button(self, spec: PageSpec) -> QPushButton:
        button = widgets.Button(spec.title, lambda: self.go(spec.page_id), role="nav", name=f"{spec.page_id}_nav")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        said = texts.with_key(spec.title, texts.key_name(spec.keys))
        button.setToolTip(said)
        button.setAccessibleName(said)
        button.setSizePolicy(widgets.WIDE)
        button.setMinimumWidth(200)
        icons.dress(button, spec.icon)
        self._key(spec.keys, lambda: self.go(spec.page_id))
        self._buttons[spec.page_id] = button
        return button

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)
