"""What every form does: Enter goes on, Ctrl+Enter saves, problems stand beside their fields, drafts are kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import MeasureEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.sentences import sentence


class Form(QWidget):
    """A form shows, reports an intent and paints errors. It never writes: the page runs the verb on ``save_asked``."""

    save_asked = Signal()
    """Ctrl+Enter or the save button, and every text could be understood."""
    cancel_asked = Signal()
    """Esc."""
    edited = Signal()
    """The user changed something (never while the form loads)."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._fields: dict[str, Field] = {}
        self._loading = False
        self._dirty = False
        self._finishing: set[QWidget] = set()
        self.banner = widgets.Banner()
        self.asks: Callable[[], object] = self.ask_save
        """What Ctrl+Enter does: where two forms are saved together, their page looks at both."""
        for keys in (hotkeys.SAVE, hotkeys.SAVE_TOO):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda: self.asks())

    def add(self, field: Field) -> Field:
        """Registers *field* (in tab order); the caller puts it into a layout."""
        if field.name in self._fields:
            raise ValueError(field.name)
        self._fields[field.name] = field
        field.editor.edited.connect(lambda: self._on_edited(field))
        return field

    def finish_on(self, editor: QWidget) -> None:
        """In *editor* (the last of a short form) Enter saves instead of going on."""
        self._finishing.add(editor.focusProxy() or editor)

    def field(self, name: str) -> Field:
        """The field called *name*."""
        return self._fields[name]

    def fields(self) -> tuple[Field, ...]:
        return tuple(self._fields.values())

    def values(self) -> dict[str, Any]:
        """What every field holds, by name; None or empty where nothing (or nothing that can be understood) stands."""
        return {name: field.value() for name, field in self._fields.items()}

    def load(self, values: Mapping[str, Any]) -> None:
        """Fills the named fields, empties no other, and is clean afterwards."""
        with self.quiet():
            for name, value in values.items():
                self._fields[name].set_value(value)
        self.show_problems(())
        self._dirty = False

    def clear(self) -> None:
        """Empties everything that is registered."""
        self.load({name: False if isinstance(f.value(), bool) else None for name, f in self._fields.items()})

    @property
    def dirty(self) -> bool:
        """Whether the user changed something since the form was loaded or saved."""
        return self._dirty

    def mark_saved(self) -> None:
        """What is on the screen is now what is stored."""
        self._dirty = False

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While it lasts, changes are the program's, not the user's."""
        before, self._loading = self._loading, True
        try:
            yield
        finally:
            self._loading = before

    def draft(self) -> Draft:
        """What stands in every field, right or wrong, as JSON can carry it."""
        return {name: field.editor.draft() for name, field in self._fields.items()}

    def restore(self, draft: Draft) -> None:
        """Puts a draft back; names that this form does not know are ignored. The form counts as changed."""
        with self.quiet():
            for name, kept in draft.items():
                if name in self._fields and kept is not None:
                    self._fields[name].editor.restore(kept)
        self._dirty = True

    def suggest(self, text: str, act: str, do: Callable[[], object]) -> None:
        """Says something at the top of the form, with one thing that can be done about it."""

        def once() -> None:
            self.banner.acted.disconnect(once)
            self.banner.show_text("")
            do()

        self.banner.acted.connect(once)
        self.banner.show_text(text, "accent", act=act)

    def check(self) -> tuple[Problem, ...]:
        """Texts that cannot be understood and required fields left empty, of the fields that are not hidden.

        A form with rules of its own adds them to ``super().check()``.
        """
        found: list[Problem] = []
        for field in self._fields.values():
            if isinstance(field.widget, Choice):
                field.widget.settle()  # Ctrl+Enter comes while the cursor is still in it
            code = field.editor.problem()
            if code is None and field.required and field.value() in (None, "", ()):
                code = Code.REQUIRED
            if code is not None and not field.isHidden():
                measured = field.widget if isinstance(field.widget, MeasureEdit) else None
                found.append(Problem(code, field.name, {"decimals": measured.decimals} if measured else {}))
        return tuple(found)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Each sentence beside its field, the rest in the banner; the first wrong field gets the focus."""
        sentences: dict[str, str] = {}
        rest: list[str] = []
        for problem in problems:
            name = self.field_of(problem)
            if name in self._fields:
                sentences.setdefault(name, sentence(problem))
            else:
                rest.append(sentence(problem))
        self.banner.show_text("\n".join(rest), "danger")
        self.show_sentences(sentences)

    def show_sentences(self, sentences: Mapping[str, str]) -> None:
        """Paints the named fields as wrong and all others as right; the first wrong one gets the focus."""
        for name, field in self._fields.items():
            field.show_problem(sentences.get(name, ""))
        for name, field in self._fields.items():
            if name in sentences:
                field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                widgets.reveal(field.widget)
                break

    def field_of(self, problem: Problem) -> str:
        """The name of the field that *problem* belongs to. Override for paths such as ``services[1].minutes``."""
        return problem.field

    def ask_save(self) -> None:
        """Shows what cannot be understood, or reports ``save_asked``."""
        problems = self.check()
        self.show_problems(problems)
        if not problems:
            self.save_asked.emit()

    def focus_first(self) -> None:
        """Puts the cursor into the first field that is not hidden."""
        for field in self._fields.values():
            if not field.isHidden():
                field.widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if focus in self._finishing and not self._still_asked(focus):
                self.asks()
            elif isinstance(focus, QAbstractButton) and not focus.isCheckable():
                focus.click()
            else:
                self._go_on(focus)
        elif event.key() == Qt.Key.Key_Escape and plain:
            self.cancel_asked.emit()
        else:
            super().keyPressEvent(event)

    def _still_asked(self, focus: QWidget | None) -> bool:
        """Whether a required field that is empty comes after the one with *focus*: there Enter goes on."""
        shown = [field for field in self._fields.values() if field.isVisible()]
        here = next((i for i, field in enumerate(shown) if focus is not None and field.isAncestorOf(focus)), len(shown))
        return any(field.required and field.value() in (None, "", ()) for field in shown[here + 1 :])

    def _go_on(self, focus: QWidget | None) -> None:
        """To the next field, past what only helps the one that is left (the eye of a password)."""
        shown = [field for field in self._fields.values() if field.isVisible() and field.widget.isEnabled()]
        here = next((i for i, field in enumerate(shown) if focus is not None and field.isAncestorOf(focus)), len(shown))
        if here + 1 < len(shown):
            shown[here + 1].widget.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()

    def _on_edited(self, field: Field) -> None:
        if self._loading:
            return
        self._dirty = True
        field.show_problem("")
        self.edited.emit()
