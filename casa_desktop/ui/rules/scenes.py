"""Pictures of «Reglas de conteo»: the rules, the form, and all its errors at once."""

from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Month
from casa_desktop.services import rules
from casa_desktop.services.rules import RuleHistory, RulesQuery, WriteVersion
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.rules.section import RulesSection
from casa_desktop.ui.settings.scenes import open_part

_TEXT = (
    "personas distintas con al menos un servicio en el mes; quien solo acompaña no se cuenta, según el acta 7 de "
    "coordinación."
)


def _section(stage: Stage) -> RulesSection:
    section = open_part(stage, "rules", "coordinacion")
    if not isinstance(section, RulesSection):
        raise TypeError(section.page_id)
    return section


def _written(stage: Stage) -> RulesSection:
    section = _section(stage)

    def write(found: tuple[RuleHistory, ...]) -> None:
        (persons,) = (history for history in found if history.rule is Rule.PERSONS)
        if persons.last.ours:
            since = persons.earliest or Month.of(stage.session.clock.today())
            stage.session.run(
                rules.write,
                WriteVersion(Rule.PERSONS, persons.last.version, _TEXT, since, "Acta 7 de coordinación"),
                owner=section,
            )

    stage.session.run(rules.rules, RulesQuery(), owner=section, done=write)
    stage.wait()
    section.focus_first()
    return section


def _new(stage: Stage) -> None:
    section = _written(stage)
    section.begin_new()
    section.form.load({"text": _TEXT.replace("acta 7", "acta 9"), "reason": "Acta 9 de coordinación"})
    section.form.edited.emit()


def _wrong(stage: Stage) -> None:
    section = _section(stage)
    section.begin_new()
    section.form.load({"text": "", "from_month": None, "reason": ""})
    section.form.edited.emit()
    section.form.ask_save()


SCENES = (
    Scene("reglas", _written),
    Scene("reglas-version", _new),
    Scene("reglas-error", _wrong),
)
