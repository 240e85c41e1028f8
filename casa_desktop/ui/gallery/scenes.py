"""Scenes of the window itself: first start, login, trouble, lock, help, dialogs; and its papers."""

import time
from datetime import date

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.errors import Code, Problem, fault
from casa_desktop.services.alarms import Alarms
from casa_desktop.texts import errors
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import dialogs
from casa_desktop.ui.accept import AcceptScreen
from casa_desktop.ui.alarm import AlarmBanner
from casa_desktop.ui.bugs import describe
from casa_desktop.ui.gallery import papers
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.lock import LockScreen
from casa_desktop.ui.login import LoginScreen
from casa_desktop.ui.panels import HelpPanel, PasswordPanel, PinPanel
from casa_desktop.ui.ports import SetupDone
from casa_desktop.ui.recover import RecoverScreen
from casa_desktop.ui.restore import RestoreScreen
from casa_desktop.ui.setup import SetupScreen
from casa_desktop.ui.trouble import TroubleScreen

_SHEETS = ("7K3M-Q9TD-2XWA-H4RP-V8NC-1FJE-6ZSB-0YGK-M5CT", "B2QX-8HNV-K7DM-3WPA-R9TE-5JCF-1ZSG-4YKB-Q6DN")
_PAGES_ARE_DRAWN = 1.0
_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"


def _setup(step: int) -> Scene:
    def show(stage: Stage) -> None:
        screen = SetupScreen(stage.empty, stage.frame.tasks, stage.frame.prompts)
        stage.screen(screen)
        screen.show_sheets(SetupDone(texts.SETUP_DESK_EXAMPLE, _SHEETS, "3f9a1c2e", date(2026, 11, 21)))
        screen.show_step(step)
        for field in screen.step.form.fields():
            if field.name in ("desk_name", "full_name"):
                field.set_value(texts.SETUP_DESK_EXAMPLE if field.name == "desk_name" else _LONG_NAME)

    return Scene(f"inicio-{step + 1}", show)


def _login(stage: Stage) -> None:
    stage.screen(LoginScreen(stage.entrance, stage.frame.tasks))


def _login_wrong(stage: Stage) -> None:
    screen = LoginScreen(stage.entrance, stage.frame.tasks, with_demo=False)
    stage.screen(screen)
    screen.say(errors.sentence(Problem(Code.WRONG_PASSWORD)))


def _recover(name: str, problem: Problem | None = None, *, step: int = 0) -> Scene:
    def show(stage: Stage) -> None:
        screen = RecoverScreen(stage.empty, stage.frame.tasks, "yusmary.etxeberria")
        stage.screen(screen)
        if problem is not None:
            screen.sheet.form.field("sheet").set_value(_SHEETS[0])
            screen.sheet.form.show_problems((problem,))
        screen.steps.present(step)
        stage.wait()

    return Scene(name, show)


def _trouble(code: Code) -> Scene:
    return Scene(
        f"problema-{code}",
        lambda stage: stage.screen(TroubleScreen(fault(code), stage.empty.folder.parent / "C.A.S.A.")),
    )


def _lock(stage: Stage) -> None:
    stage.open("settings")
    stage.screen(LockScreen(stage.frame.tasks, stage.desk, "angela.nunez"))


def _alarm(stage: Stage) -> None:
    stage.open("settings")
    banner = AlarmBanner(stage.session)
    stage.shell.put_above(banner)
    banner.show_alarms(Alarms("missing", 340))


def _help(stage: Stage) -> None:
    page = stage.open("settings")
    shell = stage.shell
    shell.open_panel(HelpPanel(stage.session, page.title, page.help_text(), shell.help_groups()))


def _secret(name: str, panel: type[PasswordPanel] | type[PinPanel]) -> Scene:
    def show(stage: Stage) -> None:
        stage.open("settings")
        stage.shell.open_panel(panel(stage.session, stage.desk))

    return Scene(name, show)


def _decision(stage: Stage) -> None:
    stage.open("settings")
    stage.over(
        dialogs.Decision(
            stage.frame.window,
            texts.UNSAVED_QUESTION,
            texts.UNSAVED_DETAIL,
            do=texts.UNSAVED_DISCARD,
            keep=texts.UNSAVED_STAY,
            danger=True,
        )
    )


def _preview(stage: Stage) -> None:
    from casa_desktop.ui.preview import PreviewDialog

    dialog = PreviewDialog(stage.frame.window, _keys(stage))
    dialog.setMinimumSize(dialog.size())
    stage.over(dialog)
    dialog.grab()  # only what was asked for once is drawn, on a thread that tells nobody when it has
    end = time.monotonic() + _PAGES_ARE_DRAWN
    while time.monotonic() < end:
        QApplication.processEvents()


def _bug(stage: Stage) -> None:
    stage.open("settings")
    try:
        [][1]
    except IndexError as error:
        stage.over(dialogs.BugDialog(stage.frame.window, describe(error)))


def _sheet(stage: Stage) -> bytes:
    return stage.empty.sheet_pdf(1, SetupDone(texts.SETUP_DESK_EXAMPLE, _SHEETS, "3f9a1c2e", date(2026, 11, 21)))


def _keys(stage: Stage) -> bytes:
    from casa_desktop.reports import keys_card_pdf

    stage.open("settings")
    groups = stage.shell.help_groups()
    return keys_card_pdf.render([(t, [(texts.key_name(k.keys), k.does) for k in keys]) for t, keys in groups if keys])


SCENES = (
    *(_setup(step) for step in range(len(texts.SETUP_STEPS))),
    Scene("entrar", _login),
    Scene("entrar-error", _login_wrong),
    _recover("recuperar"),
    _recover("recuperar-error", Problem(Code.BAD_SHEET, "sheet", {"reason": "check"})),
    _recover("recuperar-contrasena", step=1),
    _trouble(Code.BASE_MISSING),
    _trouble(Code.KEYS_DAMAGED),
    _trouble(Code.BASE_NEWER),
    _trouble(Code.BASE_ROLLED_BACK),
    Scene("aceptar-base", lambda stage: stage.screen(AcceptScreen(stage.empty, stage.frame.tasks))),
    Scene("restaurar", lambda stage: stage.screen(RestoreScreen(stage.empty, stage.frame.tasks, stage.frame.prompts))),
    Scene("bloqueo", _lock),
    Scene("aviso-de-la-base", _alarm),
    Scene("ayuda", _help),
    _secret("contrasena", PasswordPanel),
    _secret("pin", PinPanel),
    Scene("decision", _decision),
    Scene("papel-en-pantalla", _preview),
    Scene("error-del-programa", _bug),
)
PAPERS = (Paper("hoja-de-recuperacion", _sheet), Paper("tarjeta-de-teclas", _keys), *papers.PAPERS)
