"""Colours, sizes and the style sheet. Fusion underneath; light and dark follow the system unless told otherwise."""

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from casa_desktop.paths import resource

SCALES = (100, 125, 150, 200)
"""Text sizes that the user may choose, in percent."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme. Names say the job of a colour, never its hue."""

    ground: str
    surface: str
    sunken: str
    text: str
    muted: str
    line: str
    control: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    good: str
    good_soft: str
    disabled: str
    paper: str = "#ffffff"
    on_paper: str = "#566268"
    """A sheet shown on the screen is white in both schemes, as it will be printed."""


LIGHT = Colours(
    ground="#f6f5f1",
    surface="#ffffff",
    sunken="#ebe9e2",
    text="#1d272b",
    muted="#566268",
    line="#dcd9d0",
    control="#868d8f",
    accent="#0c676b",
    accent_strong="#084e52",
    on_accent="#ffffff",
    accent_soft="#d7ebea",
    on_accent_soft="#0a4447",
    danger="#a3242b",
    danger_soft="#fbe8e6",
    warn="#734600",
    warn_soft="#fdf0d2",
    good="#1b6337",
    good_soft="#e0f1e5",
    disabled="#8d9598",
)
DARK = Colours(
    ground="#161a1c",
    surface="#1f2528",
    sunken="#101415",
    text="#e7ebeb",
    muted="#a5b1b5",
    line="#343c40",
    control="#7d898e",
    accent="#6cc7c2",
    accent_strong="#93dbd7",
    on_accent="#06282a",
    accent_soft="#1f4244",
    on_accent_soft="#c9f0ed",
    danger="#ff9f97",
    danger_soft="#3b2020",
    warn="#f1c66f",
    warn_soft="#382b10",
    good="#93d4a5",
    good_soft="#173122",
    disabled="#6f7a7e",
)

PAIRS = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "accent_soft"),
    ("text", "warn_soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_accent_soft", "accent_soft"),
    ("danger", "ground"),
    ("danger", "surface"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("surface", "danger"),
    ("warn", "surface"),
    ("warn", "warn_soft"),
    ("good", "ground"),
    ("good", "surface"),
    ("good", "good_soft"),
    ("text", "good_soft"),
    ("on_paper", "paper"),
)
"""Every (text colour, background) that the program paints: each at least 4.5:1."""

EDGES = (("control", "surface"), ("control", "ground"), ("accent", "surface"), ("danger", "surface"))
"""Every (edge of a control, background): each at least 3:1 (WCAG 1.4.11)."""


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours ``#rrggbb``: 1 to 21."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels at one text scale: three text sizes and the 4/8/16 rhythm."""

    small: int
    body: int
    title: int
    gap: int = 8
    margin: int = 16

    @classmethod
    def at(cls, scale: int) -> "Sizes":
        """The sizes at *scale* percent. Text grows; the rhythm between things stays, so that 150 % still fits."""
        return cls(small=round(13 * scale / 100), body=round(15 * scale / 100), title=round(24 * scale / 100))


def style_sheet(colours: Colours, sizes: Sizes, dark: bool) -> str:
    """``resources/style/casa.qss`` with its ``$names`` filled."""
    values: dict[str, object] = {f.name: getattr(colours, f.name) for f in fields(Colours)}
    values |= {f.name: f"{getattr(sizes, f.name)}px" for f in fields(Sizes)}
    values["control_height"] = f"{round(sizes.body * 1.6)}px"
    values["kiosk"] = f"{round(sizes.title * 1.5)}px"  # read from a step away, on a screen with nothing else on it
    values["mark"] = f"{round(sizes.body * 1.2)}px"
    values["icons"] = resource("icons").as_posix()
    values["scheme"] = "dark" if dark else "light"
    return Template(resource("style/casa.qss").read_text(encoding="utf-8")).substitute(values)


def palette(colours: Colours) -> QPalette:
    """The Qt palette of *colours*, for everything that the style sheet leaves to Fusion."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.ground,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.line,
        role.Mid: colours.control,
        role.Dark: colours.control,
        role.Shadow: colours.sunken,
        role.Accent: colours.accent,
    }
    for key, value in pairs.items():
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.disabled))
    return made


class Theme(QObject):
    """The look of the whole program; one object, made once with the application."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self._scale = 100
        self._worn: tuple[str, int, bool] | None = None
        self.dark = False
        self.family = self._load_family()
        app.setStyle(QStyleFactory.create("Fusion"))
        self._set_font()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def colours(self) -> Colours:
        return DARK if self.dark else LIGHT

    @property
    def sizes(self) -> Sizes:
        return Sizes.at(self._scale)

    def apply(self, choice: str = "system", scale: int = 100) -> None:
        """Dresses the program: *choice* is ``system``, ``light`` or ``dark``; *scale* one of :data:`SCALES`."""
        dark = self._system_is_dark() if choice == "system" else choice == "dark"
        if (choice, scale, dark) == self._worn:
            return  # a third of a second for every window that is open, and nobody would see a difference
        self._worn = (choice, scale, dark)
        self._choice, self._scale, self.dark = choice, scale, dark
        self._set_font()
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours, self.sizes, self.dark))
        self.changed.emit()

    def _set_font(self) -> None:
        """Before the first widget too: one that is older than the typeface would keep the system's for good."""
        font = QFont(self.family) if self.family else QFont(self._app.font())
        font.setPixelSize(self.sizes.body)
        font.setFeature(QFont.Tag("tnum"), 1)
        self._app.setFont(font)

    def _follow_system(self) -> None:
        if self._choice == "system" and self._system_is_dark() != self.dark:
            self.apply(self._choice, self._scale)

    def _system_is_dark(self) -> bool:
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    @staticmethod
    def _load_family() -> str:
        """The typeface that the program brings (the same on every machine); empty = the system's own."""
        family = ""
        for path in sorted(resource("fonts").glob("*.ttf")):
            loaded = QFontDatabase.addApplicationFont(str(path))
            families = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
            family = family or (families[0] if families else "")
        return family
