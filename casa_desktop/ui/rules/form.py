"""The form of a new version of a counting rule, with the footnote as it will be printed."""

from collections.abc import Callable
from datetime import date

from casa_desktop.domain.periods import Month
from casa_desktop.domain.rules import LONGEST_TEXT
from casa_desktop.services.context import LONGEST_REASON
from casa_desktop.services.rules import RuleHistory
from casa_desktop.texts import ui_rules as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import MonthEdit, NotesEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.settings.parts import save_row


class VersionForm(Form):
    """Names are those of :class:`~casa_desktop.services.rules.WriteVersion`. It begins with the words that hold."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(name="version_form")
        self._today = today
        self.history: RuleHistory | None = None
        """The rule, as it stands now; None while nothing is written."""
        self.after = 0
        """The last version that whoever types has seen: the next one is written after it, and after no other."""
        self.newer = widgets.label("", wrap=True, name="newer_version")
        self._newer_box = widgets.card(widgets.column(self.newer))
        self._title = widgets.label("", "section", wrap=True, name="version_title")
        self._limits = widgets.hint("")
        self.preview = widgets.label("", wrap=True, name="version_preview")
        self._preview_box = widgets.card(
            widgets.column(widgets.label(texts.PREVIEW, "caption"), self.preview, gap=widgets.SMALL)
        )
        words = NotesEdit(name="rule_text_edit", lines=3, limit=LONGEST_TEXT)
        month = MonthEdit(name="rule_from_edit", today=today)
        reason = NotesEdit(name="rule_reason_edit", lines=2, limit=LONGEST_REASON)
        made = widgets.column(
            self._title,
            self._limits,
            self.banner,
            self._newer_box,
            self.add(Field("text", texts.TEXT, words, required=True, hint=texts.TEXT_HINT)),
            self.add(Field("from_month", texts.FROM_MONTH, month, required=True)),
            self.add(Field("reason", texts.REASON, reason, required=True)),
            self._preview_box,
            save_row(self, texts.SAVE, icon="save", name="save_version_button", back=True),
            gap=12,
        )
        made.addStretch(1)
        self.setLayout(made)
        self.edited.connect(self._draw)

    def begin(self, history: RuleHistory, after: int | None = None) -> None:
        """The words that hold now, to be changed, from this month on or the first that may be. *after* is the version
        that was seen where that was before: of a draft."""
        self.history = history
        self.after = history.last.version if after is None else after
        month = Month.of(self._today())
        since = max(month, history.earliest) if history.earliest is not None else month
        self.load({"text": texts.version_text(history.last), "from_month": since, "reason": ""})
        self.follow(history)

    def follow(self, history: RuleHistory) -> None:
        """The rule as it stands now; what was typed stays, and a version that was written meanwhile is shown."""
        self.history = history
        newer = history.last.version > self.after
        self._newer_box.setVisible(newer)
        self.newer.setText(texts.newer(history.last) if newer else "")
        self._title.setText(texts.new_title(history.rule, history.last.version + 1))
        self._limits.setText(texts.limits(history.earliest))
        self._draw()

    def see(self) -> None:
        """The version that is shown has been seen: what is typed may follow it."""
        if self.history is not None:
            self.after = self.history.last.version

    def clear(self) -> None:
        super().clear()
        self.history = None
        self.preview.setText("")

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        self._draw()

    def _draw(self) -> None:
        if self.history is None:
            return
        values = self.values()
        version = self.history.last.version + 1
        self.preview.setText(texts.preview(self.history.rule, version, values["text"], values["from_month"]))
