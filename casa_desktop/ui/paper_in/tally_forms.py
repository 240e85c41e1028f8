"""What is typed at «Arqueo del día»: the counts of the paper, and what was found out of a difference."""

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.tally import LONGEST_TALLY_NOTE, PERSONS
from casa_desktop.services.tally import CheckDay
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import DateEdit, NumberEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row

_LETTERS = 17
"""Average letters of the longest name of a service."""


class CountForm(Form):
    """What the paper says of a day: PERSONAS, and each service."""

    def __init__(self, session: Session, codes: tuple[str, ...], catalog: Catalog) -> None:
        super().__init__(name="count_form")
        self.codes = (PERSONS, *codes)
        today = session.clock.today
        day = self.add(Field("day", texts.DAY, DateEdit(name="tally_day_edit", today=today, width=140), required=True))
        fields = []
        for code in self.codes:
            edit = NumberEdit(name=f"tally_{code}_edit", width=90, limit=5)
            field = self.add(Field(code, texts.row_name(code, catalog), edit, required=code == PERSONS))
            field.setFixedWidth(_LETTERS * field.fontMetrics().averageCharWidth())
            fields.append(field)
        body = widgets.column(widgets.hint(texts.TALLY_HINT), self.banner, day, gap=10)
        body.addWidget(flowing(*fields))
        body.addLayout(save_row(self, texts.COMPARE, icon="statistics", name="compare_button"))
        body.addStretch(1)
        self.setLayout(body)
        self.load({"day": today()})

    def command(self, uuid: str) -> CheckDay:
        values = self.values()
        return CheckDay(uuid, values["day"], tuple((code, values[code]) for code in self.codes))


class NoteForm(Form):
    """What was found out of a difference."""

    def __init__(self) -> None:
        super().__init__(name="tally_note_form")
        note = TextEdit(name="tally_note_edit", limit=LONGEST_TALLY_NOTE)
        save = save_row(self, texts.SAVE_NOTE, icon="save", name="save_note_button")
        self.setLayout(
            widgets.column(
                self.banner, self.add(Field("note", texts.TALLY_NOTE, note, hint=texts.TALLY_NOTE_HINT)), save
            )
        )
        self.finish_on(note)
