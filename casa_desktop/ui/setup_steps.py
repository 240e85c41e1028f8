"""The steps of the first start. Each is one small form; Enter goes on when its last field is left."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casa_desktop.domain.access import is_username
from casa_desktop.domain.errors import CasaError, Problem
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.typed import plain
from casa_desktop.texts import files
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import paper, sentences, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import PasswordEdit, TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Entrance
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.steps import Step

BUCARAMANGA = "68001"
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "da", "do", "dos"})
_TWO_NAMES_AND_ONE = 3
"""Up to three words are read as one name and its surnames, more as two names."""


class DeskStep(Step):
    """Name and municipality of the desk."""

    def __init__(self, municipalities: Sequence[tuple[str, str]]) -> None:
        super().__init__("desk_step", texts.SETUP_DESK_TITLE, texts.SETUP_DESK_TEXT)
        self._name = TextEdit(name="desk_name_edit", placeholder=texts.SETUP_DESK_EXAMPLE, limit=120)
        self._municipality = Choice(municipalities, name="municipality_edit")
        self._municipality.set_value(BUCARAMANGA)
        self.middle.addWidget(self.form.add(Field("desk_name", texts.SETUP_DESK_NAME, self._name, required=True)))
        self.middle.addWidget(
            self.form.add(Field("municipality", texts.SETUP_MUNICIPALITY, self._municipality, required=True))
        )
        self.form.finish_on(self._municipality)

    @property
    def desk_name(self) -> str:
        return self._name.value()

    @property
    def municipality(self) -> str:
        return self._municipality.value() or ""


class UserStep(Step):
    """The first coordinator and administrator."""

    def __init__(self) -> None:
        super().__init__("user_step", texts.SETUP_USER_TITLE, texts.SETUP_USER_TEXT)
        self._full_name = TextEdit(name="full_name_edit", limit=120)
        self._username = TextEdit(name="username_edit", limit=40)
        self._proposed = ""
        self.middle.addWidget(self.form.add(Field("full_name", texts.SETUP_FULL_NAME, self._full_name, required=True)))
        self.middle.addWidget(
            self.form.add(
                Field("username", texts.SETUP_USERNAME, self._username, required=True, hint=texts.SETUP_USERNAME_HINT)
            )
        )
        self._full_name.textEdited.connect(self._propose)
        self.form.finish_on(self._username)

    @property
    def full_name(self) -> str:
        return self._full_name.value()

    @property
    def username(self) -> str:
        return self._username.value().lower()

    def wrong(self) -> Mapping[str, str]:
        """Told here already: the base is made two steps later, when the words of the password have been typed."""
        return {} if is_username(self.username) else {"username": texts.SETUP_USERNAME_WRONG}

    def _propose(self) -> None:
        """First name and first surname, until the user types a name of their own."""
        if self._username.value() == self._proposed:
            words = [word for word in plain(self.full_name).split() if word not in _PARTICLES]
            surname = 2 if len(words) > _TWO_NAMES_AND_ONE else 1
            self._proposed = ".".join((*words[:1], *words[surname : surname + 1]))
            self._username.set_value(self._proposed)


class PasswordStep(Step):
    """Four proposed words to type once, or an own password to type twice."""

    def __init__(
        self, entrance: Entrance, *, title: str = texts.SETUP_PASSWORD_TITLE, go_on: str = texts.CONTINUE
    ) -> None:
        super().__init__("password_step", title, texts.SETUP_PASSWORD_TEXT, go_on=go_on)
        self._entrance = entrance
        self._names: tuple[str, ...] = ()
        self._mode = Chips(
            [("proposed", texts.SETUP_PASSWORD_PROPOSED), ("own", texts.SETUP_PASSWORD_OWN)],
            name="password_mode",
            single=True,
        )
        self._phrase = widgets.label(entrance.propose_password(), "code", name="phrase_label")
        self._phrase.setAccessibleName(texts.SETUP_PASSWORD_PHRASE)
        other = widgets.Button(texts.SETUP_PASSWORD_OTHER, self._other, icon="refresh", name="other_button")
        self._offer = QWidget()
        line = widgets.row(self._phrase, other)
        line.setStretch(0, 1)
        self._offer.setLayout(line)
        self._own = PasswordEdit(name="own_edit")
        self._typed = PasswordEdit(name="typed_edit")
        self._typed.eye.setChecked(True)
        self.middle.addWidget(self.form.add(Field("mode", texts.SETUP_PASSWORD_MODE, self._mode)))
        self.middle.addWidget(self._offer)
        self._own_field = self.form.add(Field("password", texts.SETUP_PASSWORD_NEW, self._own, required=True))
        self._typed_field = self.form.add(Field("again", texts.SETUP_PASSWORD_TYPE, self._typed, required=True))
        self._strength = widgets.label("", "hint", wrap=True, name="strength_label")
        for thing in (self._own_field, self._strength, self._typed_field):
            self.middle.addWidget(thing)
        self._mode.set_value("proposed")
        self._mode.edited.connect(self._follow)
        self._own.edited.connect(self._weigh)
        self._follow()
        self.form.finish_on(self._typed)

    @property
    def password(self) -> str:
        return self._phrase.text() if self._proposed else self._own.value()

    def start(self) -> None:
        (self._typed if self._proposed else self._own).setFocus()

    def set_names(self, *names: str) -> None:
        """What else somebody would try as a password."""
        self._names = names

    def forget(self) -> None:
        """Takes the password off the glass."""
        self._own.set_value("")
        self._typed.set_value("")
        self._phrase.setText("")

    @property
    def _proposed(self) -> bool:
        return self._mode.one() != "own"

    def _other(self) -> None:
        self._phrase.setText(self._entrance.propose_password())
        self._typed.set_value("")
        self._typed.setFocus()

    def _follow(self) -> None:
        self._offer.setVisible(self._proposed)
        self._own_field.setVisible(not self._proposed)
        self._strength.setVisible(not self._proposed)
        self._typed.eye.setChecked(self._proposed)
        self._typed_field.set_words(texts.SETUP_PASSWORD_TYPE if self._proposed else texts.SETUP_PASSWORD_AGAIN)
        self._weigh()

    def _weigh(self) -> None:
        weak = self._weakness()
        typed = bool(self._own.value())
        self._strength.setText((sentences.sentence(weak) if weak else texts.SETUP_PASSWORD_GOOD) if typed else "")

    def _weakness(self) -> Problem | None:
        try:
            self._entrance.require_strong(self._own.value(), *self._names)
        except CasaError as error:
            return error.problems[0]
        return None

    def wrong(self) -> Mapping[str, str]:
        weak = None if self._proposed else self._weakness()
        if weak is not None:
            return {"password": sentences.sentence(weak)}
        same = self._typed.value().strip() == self.password
        return {} if same else {"again": texts.SETUP_PASSWORD_DIFFERENT}


class SheetsStep(Step):
    """Both recovery sheets, to print, save or copy by hand."""

    def __init__(
        self,
        prompts: Prompts,
        make_pdf: Callable[[int, Callable[[bytes], object]], None],
        *,
        text: str = texts.SETUP_SHEETS_TEXT,
        warning: str = texts.SETUP_SHEETS_WARNING,
    ) -> None:
        super().__init__("sheets_step", texts.SETUP_SHEETS_TITLE, text, go_on=texts.SETUP_SHEETS_READY)
        self._prompts, self._make_pdf = prompts, make_pdf
        self.kept: set[int] = set()
        """The numbers of the sheets that were printed or saved."""
        self._codes = [widgets.selectable("", "sheet-code", name=f"sheet_{n}_label") for n in (1, 2)]
        sheets = widgets.row(
            *(widgets.card(self._sheet(n), name=f"sheet_{n}_card") for n in (1, 2)), gap=widgets.MARGIN
        )
        self.middle.addLayout(sheets)
        self.middle.addWidget(widgets.Banner(warning, "warn"))
        self._told = widgets.label("", "muted", name="told_label")
        self.middle.addWidget(self._told)

    def set_sheets(self, sheets: tuple[str, str]) -> None:
        """Shows the codes, three groups a line."""
        self.kept.clear()
        self._told.setText("")
        for label, code in zip(self._codes, sheets, strict=True):
            groups = code.split("-")
            label.setText("\n".join("  ".join(groups[i : i + 3]) for i in range(0, len(groups), 3)))
            label.setAccessibleName(code)

    def _sheet(self, number: int) -> QVBoxLayout:
        save = widgets.Button(
            texts.SETUP_SHEET_SAVE, lambda: self._save(number), icon="pdf", name=f"save_{number}_button"
        )
        print_it = widgets.Button(
            texts.SETUP_SHEET_PRINT, lambda: self._print(number), icon="print", name=f"print_{number}_button"
        )
        for act in (save, print_it):
            act.setSizePolicy(widgets.WIDE)
        return widgets.column(
            widgets.label(texts.sheet_title(number), "section"), self._codes[number - 1], print_it, save
        )

    def _save(self, number: int) -> None:
        path = self._prompts.save_file(texts.sheet_title(number), texts.sheet_file(number), files.kinds(Way.PDF))
        if path is not None:
            self._make_pdf(number, lambda data: self._write(number, path, data))

    def _write(self, number: int, path: Path, data: bytes) -> None:
        self._told.setText("")
        try:
            paper.write(path, data)
        except CasaError as error:
            self._prompts.error(error)
        else:
            self.kept.add(number)
            self._told.setText(texts.sheet_saved(number))

    def _print(self, number: int) -> None:
        self._make_pdf(number, lambda data: self._on_paper(number, data))

    def _on_paper(self, number: int, data: bytes) -> None:
        if paper.print_pdf(self, data, texts.sheet_title(number)):
            self.kept.add(number)


class CheckStep(Step):
    """Three groups typed back from the paper: the proof that the sheets exist."""

    def __init__(
        self,
        same: Callable[[str, str], bool],
        *,
        text: str = texts.SETUP_CHECK_TEXT,
        go_on: str = texts.SETUP_FINISH,
    ) -> None:
        super().__init__("check_step", texts.SETUP_CHECK_TITLE, text, go_on=go_on)
        self._same = same
        self._wanted: list[str] = []
        self._edits = [TextEdit(name=f"group_{n}_edit", limit=8) for n in (1, 2, 3)]
        self._fields = [
            self.form.add(Field(f"group_{n}", "", edit, required=True)) for n, edit in enumerate(self._edits, 1)
        ]
        line = widgets.row(*self._fields, gap=widgets.MARGIN)
        self.middle.addLayout(line)
        self.form.finish_on(self._edits[-1])

    def set_sheets(self, sheets: tuple[str, str]) -> None:
        """Chooses which groups are asked for: two of one sheet and one of the other, never the same twice."""
        chance = secrets.SystemRandom()
        parts = [sheet.split("-") for sheet in sheets]
        twice = chance.randrange(2)
        asked = [(twice, g) for g in sorted(chance.sample(range(len(parts[twice])), 2))]
        asked.append((1 - twice, chance.randrange(len(parts[1 - twice]))))
        self._wanted = []
        for (sheet, group), field, edit in zip(sorted(asked), self._fields, self._edits, strict=True):
            field.set_words(texts.group_label(sheet + 1, group + 1))
            edit.set_value("")
            self._wanted.append(parts[sheet][group])

    def wrong(self) -> Mapping[str, str]:
        pairs = zip(self._fields, self._wanted, strict=True)
        return {f.name: texts.SETUP_CHECK_WRONG for f, wanted in pairs if not self._same(f.value(), wanted)}
