"""The 345W without a window."""

from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from casa_desktop.domain.clock import FixedClock
from casa_desktop.services import templates
from casa_desktop.services.templates import KeepTemplate
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.wiring import Door
from tests.cli.conftest import Profile
from tests.services.test_donors import activity, template

USER = "coordinacion"


def configured(profile: Profile) -> None:
    desk = Door(profile.folder, FixedClock.on(date(2026, 11, 23)), FLOOR).unlock(USER, profile.users[USER])
    desk.runner.run(templates.keep, KeepTemplate(template(activity("ORI"), activity("RCF", code="CRC-2"))))
    desk.close()


def test_a_month_is_written_with_its_notes_said(desk: Profile, tmp_path: Path) -> None:
    target = tmp_path / "345w.xlsx"
    asked = ("--mes", "2026-10", "--salida", target)
    missing = desk.run("gifmm", *asked)
    assert missing.status == 1, "nothing was configured"
    assert missing.err.startswith("--plantilla: ")
    assert not target.exists()
    configured(desk)
    ran = desk.run("gifmm", *asked, "--hxl")
    assert ran.status == 0, ran.err
    assert "suman los beneficiarios nuevos" in ran.out.decode("utf-8")
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("345W").to_python()
    assert rows[0][0] == "Oficina"
    assert rows[1][0] == "#org+office"
    written = desk.run("gifmm", "--mes", "2026-10", "--salida", tmp_path / "345w.csv", "--plantilla", "gifmm 345w")
    assert written.status == 0, written.err
    lines = (tmp_path / "345w.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == len(rows) - 1, "without the row of tags"
    assert desk.run("gifmm", *asked, "--plantilla", "otra").status == 1
