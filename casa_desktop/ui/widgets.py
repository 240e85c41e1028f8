"""The program's own bricks. This is the only file where a QLabel is made, and every one of them is plain text."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import hotkeys, icons

L = TypeVar("L", bound=QBoxLayout)

GAP = 8
MARGIN = 16
SMALL = 4
WHOLE = "whole"
"""Property of what is scrolled into sight as a whole: a field with its label and its problem."""
HUG = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
WIDE = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def repolish(widget: QWidget) -> None:
    """Makes the style sheet look again at a widget whose dynamic property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "body", *, wrap: bool = False, name: str = "") -> QLabel:
    """A plain-text label. *role*: body, title, section, hint, muted, problem, caption, code, key, badge."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    made.setObjectName(name or f"{role}_label")
    return made


def title(text: str) -> QLabel:
    """The name of a page or of an entry screen."""
    return label(text, "title", wrap=True)


def hint(text: str) -> QLabel:
    """Small grey help, wrapped."""
    return label(text, "hint", wrap=True)


def selectable(text: str, role: str = "code", name: str = "") -> QLabel:
    """A label whose text can be selected and copied with the keyboard."""
    made = label(text, role, wrap=True, name=name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def column(*items: QWidget | QBoxLayout, gap: int = GAP, margin: int = 0) -> QVBoxLayout:
    """Things under each other."""
    return _fill(QVBoxLayout(), items, gap, margin)


def row(*items: QWidget | QBoxLayout, gap: int = GAP, margin: int = 0, left: bool = False) -> QHBoxLayout:
    """Things beside each other; *left* keeps them together at the left edge (buttons, badges)."""
    made = _fill(QHBoxLayout(), items, gap, margin)
    if left:
        made.addStretch(1)
    return made


def _fill(layout: L, items: tuple[QWidget | QBoxLayout, ...], gap: int, margin: int) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def card(layout: QBoxLayout, *, margin: int = MARGIN, name: str = "card") -> QFrame:
    """A white surface with a thin edge around *layout*."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setObjectName(name)
    layout.setContentsMargins(margin, margin, margin, margin)
    frame.setLayout(layout)
    return frame


def line() -> QFrame:
    """A thin horizontal rule."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


_WHOLE_WIDTH = "whole_width"


class _Scroll(QScrollArea):
    """Keeps what has the cursor in sight, also where a key or a problem put it there; a field as a whole."""

    def __init__(self) -> None:
        super().__init__()
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus)

    def sizeHint(self) -> QSize:
        return self._whole(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._whole(super().minimumSizeHint())

    def _whole(self, hint: QSize) -> QSize:
        """As wide as what it holds where nothing of that may be hidden aside."""
        content = self.widget()
        if content is None or not self.property(_WHOLE_WIDTH):
            return hint
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(content.sizeHint().width() + bar, hint.height())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.follow(now)

    def follow(self, now: QWidget | None) -> None:
        """Scrolls *now* into sight, if it is one of mine."""
        if now is not None and self.isAncestorOf(now):
            # What was just opened has no size yet.
            QTimer.singleShot(0, now, lambda: self._show_whole(now))

    def _show_whole(self, now: QWidget) -> None:
        room = self.viewport().height() - 2 * MARGIN
        if now.height() > room:
            return
        target, above = now, now.parentWidget()
        while above is not None and above is not self.widget() and above.height() <= room:
            target = above if above.property(WHOLE) else target
            above = above.parentWidget()
        aside = self.horizontalScrollBar()
        before = aside.value()
        self.ensureWidgetVisible(target, 0, MARGIN)
        if self.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            aside.setValue(before)  # there is no way back for whoever is taken aside


def scrolled(
    content: QWidget, name: str = "scroll", *, sideways: bool = False, whole_width: bool = False
) -> QScrollArea:
    """*content* in an area that scrolls down when it does not fit, and *sideways* if told. Follows the focus.

    *whole_width*: never narrower than the content.
    """
    area = _Scroll()
    area.setObjectName(name)
    area.setProperty(_WHOLE_WIDTH, whole_width)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", "scrolled")
    area.setWidget(content)
    return area


def reveal(widget: QWidget) -> None:
    """Scrolls *widget* into sight where the focus did not move but something grew below it: a problem."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, _Scroll):
            above.follow(widget)
        above = above.parentWidget()


class Button(QPushButton):
    """A button with a word, perhaps an icon, and the key that presses it shown behind the word.

    *keys* is a sequence as Qt writes it (``Ctrl+Return``); it works while the button's window part *scope* has focus.
    """

    def __init__(
        self,
        text: str,
        press: Callable[[], object] | None = None,
        *,
        keys: str = "",
        role: str = "plain",
        icon: str = "",
        name: str = "",
        scope: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._keys = keys
        self.setProperty("role", role)
        self.setObjectName(name or "button")
        self.set_words(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon:
            tint = icons.Tint.ButtonText
            tint = icons.Tint.HighlightedText if role == "primary" else tint
            tint = icons.Tint.Accent if role == "link" else icons.Tint.BrightText if role == "danger" else tint
            icons.dress(self, icon, tint)
        if icon == "forward":
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands where it points to
        if keys:
            for each in _twins(keys):
                shortcut = QShortcut(QKeySequence(each), scope or self)
                if scope is not None and not hotkeys.is_part(each):
                    # Parts are asked for from anywhere in the window: in the search box Alt+1 wrote «1».
                    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(self.click)
        if press is not None:
            self.clicked.connect(lambda: press())

    def set_words(self, text: str) -> None:
        """Another word before the same key."""
        if not self._keys:
            self.setText(text)
            self.setAccessibleName(text)
            return
        key = texts.key_name(self._keys)
        self.setText(text if self.property("role") == "link" else f"{text}   {key}")
        self.setAccessibleName(texts.with_key(text, key))
        self.setToolTip(texts.with_key(text, key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.click()
        else:
            super().keyPressEvent(event)


class Chip(Button):
    """One of several views, on or off. Where it is on its letters are heavier: there is room for them before."""

    def __init__(self, text: str, press: Callable[[], object], *, keys: str, name: str, scope: QWidget) -> None:
        super().__init__(text, press, keys=keys, role="chip", name=name, scope=scope)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + heavier(self)


def heavier(button: QPushButton) -> QSize:
    """How much wider the word of a button is in the letters of one that is on."""
    heavy = QFont(button.font())
    heavy.setWeight(QFont.Weight.DemiBold)
    light = button.fontMetrics().horizontalAdvance(button.text())
    return QSize(max(0, QFontMetrics(heavy).horizontalAdvance(button.text()) - light), 0)


def _twins(keys: str) -> tuple[str, ...]:
    """Both Enter keys press what «Return» presses."""
    return (keys, keys.replace("Return", "Enter")) if "Return" in keys else (keys,)


class PrimaryButton(Button):
    """The one act of a screen, in the accent colour."""

    def __init__(
        self,
        text: str,
        press: Callable[[], object] | None = None,
        *,
        keys: str = "",
        icon: str = "",
        name: str = "primary_button",
        scope: QWidget | None = None,
    ) -> None:
        super().__init__(text, press, keys=keys, role="primary", icon=icon, name=name, scope=scope)


def link(text: str, press: Callable[[], object], *, keys: str = "", name: str = "link_button") -> Button:
    """A quiet button that looks like a link."""
    return Button(text, press, keys=keys, role="link", name=name)


class Badge(QWidget):
    """A small word on a coloured ground. *tone*: plain, accent, good, warn, danger; the word says it too."""

    def __init__(self, text: str, tone: str = "plain") -> None:
        super().__init__()
        self._label = label(text, "badge")
        self._label.setProperty("tone", tone)
        self.setLayout(row(self._label))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def set(self, text: str, tone: str = "plain") -> None:
        """Another word and tone."""
        self._label.setText(text)
        self._label.setProperty("tone", tone)
        repolish(self._label)


_TONE_ICONS = MappingProxyType({"accent": "info", "good": "good", "warn": "warn", "danger": "warn"})


class Banner(QFrame):
    """A message that stays at the top of a page until it no longer holds. Hidden while it has no text.

    Its buttons stand beside the words, or *below* them, where the words are many.
    """

    acted = Signal()
    refused = Signal()

    def __init__(self, text: str = "", tone: str = "accent", *, act: str = "", below: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setObjectName("banner")
        self._picture = icons.Picture("info", 20)
        self._label = label("", wrap=True, name="banner_label")
        self._button = Button(act or texts.CONTINUE, self.acted.emit, name="banner_button")
        self._other = Button(texts.CONTINUE, self.refused.emit, name="banner_other_button")
        if below:
            words = column(self._label, row(self._button, self._other, left=True))
            inside = row(self._picture, words)
            inside.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        else:
            inside = row(self._picture, self._label, self._button, self._other)
        inside.setStretch(1, 1)
        inside.setContentsMargins(12, GAP, GAP, GAP)
        self.setLayout(inside)
        self.show_text(text, tone, act=act)

    def show_text(self, text: str, tone: str = "accent", *, act: str = "", refuse: str = "") -> None:
        """Shows *text*, with a button when *act* names a verb (signal ``acted``) and one for the other answer
        (*refuse*, ``refused``); an empty text hides the banner."""
        self.setProperty("tone", tone)
        repolish(self)
        self._picture.set_icon(_TONE_ICONS[tone])
        self._label.setText(text)
        self._button.setText(act)
        self._button.setVisible(bool(act))
        self._other.setText(refuse)
        self._other.setVisible(bool(refuse))
        self.setAccessibleName(text)
        # A widget without a parent would open as a window of its own: it is shown once it has one.
        self.setVisible(bool(text) and self.parentWidget() is not None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange and self.parentWidget() is not None:
            self.setVisible(bool(self.text))
        return super().event(event)

    @property
    def text(self) -> str:
        return self._label.text()


class Empty(QWidget):
    """An honest empty state: what will be here, and the first act that fills it."""

    def __init__(self, text: str, detail: str = "", act: Button | None = None, icon: str = "info") -> None:
        super().__init__()
        self.setObjectName("empty")
        said = label(text, "section", wrap=True)
        more = hint(detail)
        inside = column(margin=MARGIN * 2)
        inside.addStretch(2)
        inside.addWidget(icons.Picture(icon, 40, icons.Tint.PlaceholderText), 0, Qt.AlignmentFlag.AlignHCenter)
        for each in (said, more):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(each)  # as wide as the page: centred as an item it would be cut where it wraps
        if act is not None:
            inside.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        self.setLayout(inside)
