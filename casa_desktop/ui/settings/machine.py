"""«Este equipo»: how the program looks here, and when it locks."""

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.settings import LOCK_MINUTES, TEXT_SCALES
from casa_desktop.texts import ui_scanning, ui_shell
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import CheckEdit, NumberEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.settings.parts import heading, save_row


class MachineForm(Form):
    """Theme, text size, minutes to lock, and what is silent until it is wanted."""

    def __init__(self) -> None:
        super().__init__(name="machine_form")
        theme = Field("theme", texts.MACHINE_THEME, Chips(texts.THEMES, name="theme_edit", single=True))
        sizes = [(str(scale), texts.percent(scale)) for scale in TEXT_SCALES]
        scale = Field("text_scale", texts.MACHINE_SCALE, Chips(sizes, name="scale_edit", single=True))
        minutes = Field(
            "lock_minutes", texts.MACHINE_LOCK_MINUTES, NumberEdit(name="minutes_edit"), hint=texts.MACHINE_LOCK_HINT
        )
        readers = Field(
            "readers",
            ui_scanning.READERS,
            CheckEdit(ui_scanning.READERS_CHECK, name="readers_edit"),
            hint=ui_scanning.READERS_HINT,
        )
        for field in (theme, scale, minutes, readers):
            self.add(field)
        look = widgets.column(widgets.label(texts.MACHINE_LOOK, "section"), theme, scale, gap=widgets.MARGIN)
        lock = widgets.column(widgets.label(texts.MACHINE_LOCK, "section"), minutes, gap=widgets.MARGIN)
        for said in (texts.MACHINE_PIN_HINT, texts.MACHINE_ACCOUNT_HINT):
            lock.addWidget(widgets.hint(said))
        buttons = save_row(self, ui_shell.SAVE, icon="save", name="save_button")
        cards = [widgets.card(part) for part in (look, lock, widgets.column(readers))]
        self.setLayout(widgets.column(self.banner, *cards, buttons, gap=widgets.MARGIN))

    def check(self) -> tuple[Problem, ...]:
        found = list(super().check())
        minutes = self.field("lock_minutes").value()
        if not found and minutes not in LOCK_MINUTES:
            values = {"low": LOCK_MINUTES.start, "high": LOCK_MINUTES.stop - 1}
            found.append(Problem(Code.OUT_OF_RANGE, "lock_minutes", values))
        found += [Problem(Code.REQUIRED, name) for name in ("theme", "text_scale") if not self.field(name).value()]
        return tuple(found)


class MachineSection(Page):
    """Saved in ``ajustes.toml``; the window follows at once."""

    page_id = "machine"
    title = texts.MACHINE
    kinds = frozenset({SETTINGS_KIND})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = MachineForm()
        self.form.save_asked.connect(self._save)
        outer = widgets.column(heading(self.title, texts.MACHINE_HINT), self.form, gap=widgets.MARGIN)
        outer.addStretch(1)
        self.setLayout(outer)

    def refresh(self) -> None:
        if not self.form.dirty:
            settings = self.session.settings
            self.form.load(
                {
                    "theme": str(settings.theme),
                    "text_scale": str(settings.text_scale),
                    "lock_minutes": settings.lock_minutes,
                    "readers": settings.readers,
                }
            )

    def focus_first(self) -> None:
        self.form.focus_first()

    def draft(self) -> Draft | None:
        return self.form.draft() if self.form.dirty else None

    def restore(self, draft: Draft) -> None:
        self.form.restore(draft)

    def _save(self) -> None:
        values = self.form.values()
        try:
            self.session.change_settings(
                theme=values["theme"][0],
                text_scale=int(values["text_scale"][0]),
                lock_minutes=values["lock_minutes"],
                readers=values["readers"],
            )
        except CasaError as error:
            self.form.show_problems(error.problems)
            return
        self.form.mark_saved()
        self.session.prompts.inform(texts.MACHINE_SAVED)
