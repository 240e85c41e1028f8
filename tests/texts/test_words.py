"""Every code that a user can meet has its Spanish, spelt as in Colombia."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from string import Formatter

import pytest

from casa_desktop.domain.access import Action, Compartment, Role
from casa_desktop.domain.ages import BandSet
from casa_desktop.domain.documents import Doubt, KnownHow
from casa_desktop.domain.errors import CasaError, Code, Problem, fault
from casa_desktop.domain.indicators import RULE_VERSION, Outcome, Reach, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Channel, Pending, Purpose, Sex
from casa_desktop.texts import dates, labels, numbers, papers, rules, sheets, ui_statistics
from casa_desktop.texts.errors import filled, message, sentence
from casa_desktop.texts.sentences import SENTENCES, By


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_whole_sentence_without_values(code: Code) -> None:
    told = sentence(Problem(code))
    assert told[0].isupper() or told[0] in "«¿¡"
    assert told.endswith((".", "?", "!"))
    assert "{" not in told


@pytest.mark.parametrize("code", Code)
def test_every_template_can_be_filled(code: Code) -> None:
    samples = {
        "seconds": 90,
        "bytes": 20 * 1024 * 1024,
        "kind": "person",
        "action": "month.close",
        "compartment": "psicologia",
        "month": "2019-10",
    }
    for template in templates_of(code):
        names = {name for _, name, _, _ in Formatter().parse(template) if name}
        told = filled(template, {name: samples.get(name, "ejemplo") for name in names})
        assert told is not None
        assert "{" not in told
        assert all(name in samples or "ejemplo" in told for name in names)


def test_values_are_told_as_people_say_them() -> None:
    assert "1 minuto y 30 segundos" in sentence(Problem(Code.WAIT_BEFORE_RETRY, values={"seconds": 89.2}))
    assert "octubre de 2019" in sentence(Problem(Code.MONTH_CLOSED, values={"month": Month(2019, 10)}))
    assert "entre 0 y 9.999.999" in sentence(Problem(Code.OUT_OF_RANGE, values={"low": 0, "high": 9_999_999}))
    measured = {"low": Decimal("0.5"), "high": Decimal(80)}
    assert "entre 0,5 y 80." in sentence(Problem(Code.OUT_OF_RANGE, values=measured))
    assert "No se encontró la persona" in sentence(Problem(Code.NOT_FOUND, values={"kind": "person"}))
    assert "cerrar meses" in sentence(Problem(Code.FORBIDDEN, values={"action": Action.MONTH_CLOSE}))
    assert "la primera posible es 1 de enero de 1900" in sentence(
        Problem(Code.DATE_TOO_OLD, values={"limit": date(1900, 1, 1)})
    )
    assert "20 MB" in sentence(Problem(Code.FILE_TOO_LARGE, values={"bytes": 20 * 1024 * 1024}))


def test_a_value_that_cannot_be_told_gives_the_plainer_sentence() -> None:
    plain = sentence(Problem(Code.NOT_FOUND))
    assert sentence(Problem(Code.NOT_FOUND, values={"kind": "something nobody named"})) == plain


def test_some_values_choose_the_sentence() -> None:
    assert "al menos 10 caracteres" in sentence(Problem(Code.WEAK_PASSWORD, values={"reason": "short", "shortest": 10}))
    assert "bloqueada" in sentence(Problem(Code.FORBIDDEN, values={"action": "locked"}))
    assert "entero" in sentence(Problem(Code.BAD_NUMBER, values={"decimals": 0}))
    assert "dos decimales a lo sumo" in sentence(Problem(Code.BAD_NUMBER, values={"decimals": 2}))
    assert "ya no abre" in sentence(Problem(Code.WRONG_PIN, values={"left": 0}))
    assert "quedan antes de pedir la contraseña: 2" in sentence(Problem(Code.WRONG_PIN, values={"left": 2}))
    assert "nueve grupos" in sentence(Problem(Code.BAD_SHEET, values={"reason": "length", "found": 3}))


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert "«{0.__class__}»" in sentence(Problem(Code.UNKNOWN_ROW, values={"row": "{0.__class__}"}))


def test_several_problems_are_told_one_a_line_with_their_fields() -> None:
    error = CasaError([Problem(Code.REQUIRED, "birth_date"), Problem(Code.BAD_NUMBER, "services[1].minutes")])
    first, second = message(error).splitlines()
    assert first.startswith("Fecha de nacimiento: falta")
    assert second.startswith("Minutos: no es")
    assert message(fault(Code.REQUIRED, "--salida")).startswith("--salida: falta")


def templates_of(code: Code) -> list[str]:
    """Every template of a code, chosen ones too."""
    return [
        text
        for template in SENTENCES[code]
        for text in (template.templates.values() if isinstance(template, By) else (template,))
    ]


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_of(part)
    elif hasattr(value, "values") and hasattr(value, "keys"):
        yield from texts_of(list(value.values()))


ALL_TEXTS = [
    text
    for module in (labels, rules, papers, sheets)
    for name, value in vars(module).items()
    if name.isupper()
    for text in texts_of(value)
] + [text for code in Code for text in templates_of(code)]

UNACCENTED = re.compile(
    r"\b(\w*cion|\w*sion|numero|codigo|pagina|tambien|aqui|asi|dia|telefono|ultim[oa]s?|psicologia|periodo|"
    r"contrasena|sesion|todavia|segun|despues|minimo|maximo|proximo|linea|razon|ningun|algun|catalogo|autorizacion|"
    r"anonim[oa]s?|unic[oa]s?|historic[oa]s?|nin[oa]s?|ano|anos|espanol|mas facil)\b",
    re.IGNORECASE,
)


def test_accents_are_where_they_belong() -> None:
    assert len(ALL_TEXTS) > 150
    assert [text for text in ALL_TEXTS if UNACCENTED.search(text)] == []


def test_nobody_is_addressed_as_tu() -> None:
    familiar = re.compile(r"\b(tu|tus|tú|contigo|puedes|debes|escribe|revisa tu|intenta)\b", re.IGNORECASE)
    assert [text for text in ALL_TEXTS if familiar.search(text)] == []


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (Role, labels.ROLES),
        (Role, labels.ROLE_SUMMARIES),
        (Action, labels.ACTIONS),
        (Compartment, labels.COMPARTMENTS),
        (MonthState, labels.MONTH_STATES),
        (TotalMode, ui_statistics.TOTAL_MODES),
        (Outcome, labels.OUTCOMES),
        (Reach, labels.REACHES),
        (Sex, labels.SEXES),
        (KnownHow, labels.KNOWN_HOW),
        (Doubt, labels.DOCUMENT_DOUBTS),
        (Pending, labels.PENDING),
        (Purpose, labels.CONSENT_PURPOSES),
        (Channel, labels.CONSENT_CHANNELS),
        (BandSet, labels.BAND_SETS),
        (Rule, rules.NAMES),
    ],
)
def test_every_code_of_the_domain_has_its_label(codes: type[Enum], told: dict[object, str]) -> None:
    assert set(told) == set(codes)
    assert all(told.values())


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_text_in_every_version(rule: Rule) -> None:
    for version in range(1, RULE_VERSION + 1):
        assert rules.rule_text(rule, version).endswith(".")
    with pytest.raises(KeyError):
        rules.rule_text(rule, RULE_VERSION + 1)


def test_numbers() -> None:
    assert numbers.integer(1234567) == "1.234.567"
    assert numbers.signed(-280) == "-280"
    assert numbers.signed(1280) == "+1.280"
    assert numbers.percent(92, 100) == "92 %"
    assert numbers.percent(1, 3, 1) == "33,3 %"
    assert numbers.percent(1, 0) == "n/d"
    assert numbers.decimal(1234.56) == "1.234,6"
    measures = (Decimal("0.50"), Decimal(1200), Decimal("-0.5"))
    assert [numbers.measure(n) for n in measures] == ["0,5", "1.200", "-0,5"]
    assert [numbers.count(n, "persona", "personas") for n in (0, 1, 2)] == ["0 personas", "1 persona", "2 personas"]
    assert numbers.minutes(45) == "45 min"
    assert numbers.minutes(65) == "1 h 05 min"
    assert [numbers.seconds(n) for n in (0, 1, 60, 61, 900)] == [
        "1 segundo",
        "1 segundo",
        "1 minuto",
        "1 minuto y 1 segundo",
        "15 minutos",
    ]
    assert numbers.listing(["a"]) == "a"
    assert numbers.listing(["Ana", "Luis", "Inés"]) == "Ana, Luis e Inés"


def test_dates() -> None:
    moment = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
    assert dates.long_date(date(2026, 11, 23)) == "23 de noviembre de 2026"
    assert dates.weekday_date(date(2026, 11, 23)) == "lunes 23 de noviembre de 2026"
    assert dates.short_date(date(2026, 1, 3)) == "03/01/2026"
    assert dates.short_moment(moment) == "23/11/2026 9:05 p. m."
    assert dates.month_short_year(Month(2018, 12)) == "Dic 2018"
    assert dates.period(Period(Month(2018, 12), Month(2019, 11))) == "diciembre de 2018 a noviembre de 2019"
    assert dates.period(Period(Month(2019, 1), Month(2019, 3))) == "enero a marzo de 2019"
    assert dates.period(Period(Month(2019, 1), Month(2019, 1))) == "enero de 2019"


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (("2019-10", "2019-11"), "octubre y noviembre de 2019"),
        (("2018-12", "2019-01"), "diciembre de 2018 y enero de 2019"),
        (("2019-01", "2019-02", "2019-03", "2019-05"), "enero a marzo de 2019 y mayo de 2019"),
        (("2019-01", "2019-02", "2019-05"), "enero y febrero de 2019, y mayo de 2019"),
        ((), ""),
    ],
)
def test_months_are_told_as_runs(months: tuple[str, ...], told: str) -> None:
    assert dates.months(Month.parse(month) for month in months) == told
