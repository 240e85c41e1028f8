"""A thing that is done in a few small steps: what each of them has, and the walk from one to the next."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.forms.base import Form


class Step(QWidget):
    """Title, a sentence, a card with a form, «Atrás» and «Continuar»."""

    next_asked = Signal()
    back_asked = Signal()

    def __init__(self, name: str, title: str, text: str, *, go_on: str = texts.CONTINUE) -> None:
        super().__init__()
        self.setObjectName(name)
        self.form = Form(name=f"{name}_form")
        self.middle = widgets.column(gap=widgets.MARGIN)
        self._back = widgets.Button(texts.BACK, self.back_asked.emit, icon="back", name="back_button")
        if name == "welcome_step":
            self._back.hide()
        self.go_on = widgets.PrimaryButton(go_on, self.form.ask_save, icon="forward", name="continue_button")
        self.foot = widgets.row(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.go_on)
        self.form.setLayout(
            widgets.column(
                widgets.title(title),
                widgets.label(text, "muted-body", wrap=True),
                widgets.card(widgets.column(self.form.banner, self.middle, gap=widgets.MARGIN), margin=24),
                self.foot,
                gap=widgets.MARGIN,
            )
        )
        self.setLayout(widgets.column(self.form))
        self.form.save_asked.connect(self._try)
        self.form.cancel_asked.connect(self._on_escape)

    def start(self) -> None:
        """Puts the cursor where typing starts."""
        if self.form.fields():
            self.form.focus_first()
        else:
            self.go_on.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the base is written nothing may be pressed twice."""
        self.setEnabled(not busy)

    def no_way_back(self) -> None:
        """Hides «Atrás»: what stands before this step has been done for good."""
        self._back.hide()

    def wrong(self) -> Mapping[str, str]:
        """Sentences of this step's own, by field; the form itself has found nothing wrong."""
        return {}

    def _try(self) -> None:
        wrong = self.wrong()
        self.form.show_sentences(wrong)
        if not wrong:
            self.next_asked.emit()

    def _on_escape(self) -> None:
        if self._back.isVisible():
            self.back_asked.emit()


class Steps(QWidget):
    """Shows one step at a time, and goes back by itself; what «Continuar» does is said by whoever made the steps."""

    left = Signal()
    """Back from the first step."""
    presented = Signal(int)
    """Another step stands there now."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._here = 0
        self.setLayout(widgets.column(*self._steps))
        for index, step in enumerate(self._steps):
            step.hide()
            step.back_asked.connect(lambda i=index: self._back(i))
        self.present(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._here]

    def present(self, index: int) -> None:
        """Goes to a step, forwards or back."""
        self.step.hide()
        self._here = index
        self.step.show()
        self.presented.emit(index)
        # Once the layout has settled: a widget that is not visible yet does not take the focus.
        QTimer.singleShot(0, self.step, self.step.start)

    def go_on(self) -> None:
        """To the step after this one."""
        self.present(self._here + 1)

    def _back(self, index: int) -> None:
        if index:
            self.present(index - 1)
        else:
            self.left.emit()
