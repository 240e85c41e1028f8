"""Counting rules as data: a version is added, never changed; tables print those of their months, published ones for
ever."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import RULE_VERSION, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.publications import digest_of, thaw
from casa_desktop.domain.table import NoteKind
from casa_desktop.reports import table_pdf
from casa_desktop.services import months, publishing, rules, statistics
from casa_desktop.services.months import CloseMonth
from casa_desktop.services.publishing import PublicationsQuery, Publish
from casa_desktop.services.rules import CheckRules, RuleHistory, RulesQuery, WriteVersion
from casa_desktop.services.statistics import TableRequest
from casa_desktop.texts import table as words
from casa_desktop.texts.rules import rule_text
from tests.reports.reference import FOLDER, IMPRINT, QUALITY, describe
from tests.reports.tables import history_2019
from tests.services.desk import Desk
from tests.services.test_statistics import attend, guidance, register

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
QUARTER = Period(JANUARY, MARCH)
ACTA = "personas distintas, sin quien solo acompaña (acta 7)"
FROZEN = "41e966b7ce328c2a690d3611d0d6bebfc95f1fd6d5b38bf6fb731429d9ad4d7c"
"""What was frozen before rules had versions of the desk's own."""


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Somebody in each month of the quarter; January closed."""
    someone = register(desk, "María", "Rojas")
    for day in (date(2026, 1, 8), date(2026, 2, 3), date(2026, 3, 4)):
        attend(desk, someone, day, guidance())
    run(desk, months.close, CloseMonth(JANUARY))
    return desk


def run(desk: Desk, verb: Any, command: object, role: Role = Role.COORDINATION) -> Any:
    return desk.runner(role).run(verb, command).result


def versions(desk: Desk, rule: Rule = Rule.PERSONS) -> RuleHistory:
    found: tuple[RuleHistory, ...] = run(desk, rules.rules, RulesQuery(), Role.RECEPTION)
    return next(history for history in found if history.rule is rule)


def command(**other: Any) -> WriteVersion:
    return replace(WriteVersion(Rule.PERSONS, 1, ACTA, FEBRUARY, "Acta 7"), **other)


def problems(desk: Desk, asked: WriteVersion, role: Role = Role.COORDINATION) -> dict[str, Code]:
    with pytest.raises(CasaError) as caught:
        run(desk, rules.write, asked, role)
    return {problem.field: problem.code for problem in caught.value.problems}


def notes(desk: Desk, period: Period = QUARTER) -> list[str]:
    return list(words.notes_text(run(desk, statistics.table, TableRequest(period))))


def test_every_rule_begins_with_the_words_of_the_program(desk: Desk) -> None:
    found = run(desk, rules.rules, RulesQuery())
    assert [history.rule for history in found] == list(Rule)
    for history in found:
        (own,) = history.versions
        assert (own.version, own.text, own.from_month, own.by, own.ours) == (RULE_VERSION, "", None, "", True)
        assert history.earliest is None


def test_a_version_tells_from_when_by_whom_and_why_and_the_chain_keeps_no_word_of_it(busy: Desk) -> None:
    written = run(busy, rules.write, command())
    assert written == versions(busy)
    assert (written.last.version, written.last.text, written.last.from_month) == (2, ACTA, FEBRUARY)
    assert (written.last.reason, written.last.by) == ("Acta 7", "Prueba de coordinacion")
    assert run(busy, rules.write, command()) == written, "a command that is repeated is one"
    assert len(versions(busy, Rule.VISITS).versions) == 1
    with busy.base.begin() as work:
        (row,) = work.connection.execute(text("SELECT * FROM audit WHERE action = 'rule.write'")).mappings()
        assert row["record"] == "PER-MES:v2"
        assert "acta" not in " ".join(map(str, row.values())).lower()
        assert work.connection.execute(text("SELECT text FROM audit_reason")).scalars().all() == ["Acta 7"]


def test_what_is_wrong_is_told_all_at_once(busy: Desk) -> None:
    assert problems(busy, command(text=" ", from_month=None, reason="")) == {
        "text": Code.REQUIRED,
        "from_month": Code.REQUIRED,
        "reason": Code.NEEDS_REASON,
    }
    assert problems(busy, command(from_month=JANUARY)) == {"from_month": Code.RULE_TOO_EARLY}
    assert problems(busy, command(from_month=Month(2206, 2))) == {"from_month": Code.DATE_IN_FUTURE}
    assert problems(busy, command(text="x" * 401)) == {"text": Code.TOO_LONG}
    assert problems(busy, command(after=3)) == {"": Code.CONFLICT}
    assert problems(busy, command(), Role.RECEPTION) == {"": Code.FORBIDDEN}
    run(busy, rules.write, command(from_month=MARCH))
    assert problems(busy, command(after=2, from_month=FEBRUARY)) == {
        "text": Code.NOT_UNIQUE,
        "from_month": Code.RULE_TOO_EARLY,
    }
    assert problems(busy, command(text="otra")) == {"": Code.CONFLICT}, "somebody wrote one meanwhile"


def test_a_table_prints_the_versions_of_its_months_and_from_when(busy: Desk) -> None:
    before = notes(busy)
    run(busy, rules.write, command())
    assert not [note for note in notes(busy, Period(JANUARY, JANUARY)) if "v2" in note or "hasta" in note]
    after = notes(busy)
    own = next(note for note in before if note.startswith("PERSONAS (PER-MES, v1)"))
    at = before.index(own)
    assert after[at : at + 2] == [
        f"PERSONAS (PER-MES, v1), hasta enero de 2026: {rule_text(Rule.PERSONS, 1)}",
        f"PERSONAS (PER-MES, v2), desde febrero de 2026: {ACTA}.",
    ]
    assert after[:at] + after[at + 2 :] == before[:at] + before[at + 1 :], "nothing else is told otherwise"
    alone = notes(busy, Period(MARCH, MARCH))
    assert [note for note in alone if "PER-MES" in note] == [after[at + 1]]


@pytest.mark.parametrize(("rule", "kind"), [(Rule.MONTHLY_SUM, NoteKind.SUM), (Rule.DISTINCT, NoteKind.DISTINCT)])
def test_the_totals_tell_their_versions_too(busy: Desk, rule: Rule, kind: NoteKind) -> None:
    run(busy, rules.write, command(rule=rule, text="el total, según el acta 8"))
    told = [n for n in run(busy, statistics.table, TableRequest(QUARTER)).notes if n.kind is kind]
    assert [note.values["version"] for note in told] == [1, 2]
    assert f"({rule}, v2), desde febrero de 2026: el total, según el acta 8." in words.note_text(told[1])


def test_a_published_table_prints_its_own_words_whatever_is_written_or_lost_later(busy: Desk) -> None:
    run(busy, rules.write, command())
    made = run(busy, publishing.publish, Publish(new_id(), QUARTER))
    printed = table_pdf.render(made.table, QUALITY, IMPRINT, made.edition)
    run(busy, rules.write, command(after=2, text="otra cosa", from_month=MARCH))
    with busy.base.begin() as work:
        work.connection.execute(text("DELETE FROM counting_rule"))
        work.commit()
    (kept,) = run(busy, publishing.publications, PublicationsQuery())
    assert kept == made
    assert table_pdf.render(kept.table, QUALITY, IMPRINT, kept.edition) == printed
    assert any(ACTA in note for note in words.notes_text(kept.table))


def test_what_was_frozen_before_the_desk_wrote_rules_prints_as_it_did() -> None:
    frozen = (FOLDER / "frozen_2019.json").read_text(encoding="utf-8")
    assert digest_of(frozen) == FROZEN
    table = thaw(frozen)
    assert table == history_2019()
    reference = (Path(FOLDER) / "table_2019_history.txt").read_text(encoding="utf-8")
    assert describe(table_pdf.render(table, QUALITY, IMPRINT)) == reference


def test_versions_that_leave_a_gap_are_found(busy: Desk) -> None:
    run(busy, rules.write, command())
    run(busy, rules.write, command(rule=Rule.VISITS, text="atenciones del acta 7"))
    whole = run(busy, rules.check, CheckRules())
    assert (whole.name, whole.ok, whole.values["entries"]) == ("rules", True, 2)
    with busy.base.begin() as work:
        work.connection.execute(text("UPDATE counting_rule SET version = 3 WHERE rule = 'VIS'"))
        work.commit()
    broken = run(busy, rules.check, CheckRules())
    assert (broken.ok, broken.values["problems"], broken.values["details"]) == (False, 1, "VIS:3")
