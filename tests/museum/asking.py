"""What every profile of the museum is asked, through the verbs of today."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import people, psychology, statistics
from casa_desktop.storage import profile
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.wiring import Desk, Door

TODAY = FixedClock.on(date(2026, 11, 21))
PERIOD = Period(Month(2026, 10), Month(2026, 11))


def answers(folder: Path, users: Mapping[str, str], sheet: str) -> dict[str, Any]:
    """Opens a copy of *folder* as several of its users; the profile itself is never written."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy)
        with closing(Door(copy, TODAY).unlock("coordinacion", users["coordinacion"])) as desk:
            counts = {table: rows for table, rows in desk.base.contents().counts.items() if table != "audit"}
            found = {"counts": counts, "table": _table(desk)}
        with closing(Door(copy, TODAY).unlock("recepcion", users["recepcion"])) as desk:
            found["search"] = {text: _search(desk, text) for text in ("mar", "ro", "P-000012")}
        with closing(Door(copy, TODAY).unlock("psicologia", users["psicologia"])) as desk:
            found["notes"] = _notes(desk)
        ring = KeyFile.read(copy / profile.KEYS).open_sheet(sheet)
        found["compartments"] = sorted(ring.compartments)
        return found


def _table(desk: Desk) -> dict[str, list[int | None]]:
    """The monthly table with its usual rows: label → one figure a month."""
    table = desk.runner.run(statistics.table, statistics.TableRequest(PERIOD)).result
    return {row.label: [cell.value for cell in row.cells] for row in table.rows}


def _search(desk: Desk, text: str) -> list[str]:
    hits = desk.runner.run(people.search, people.SearchPeople(text, limit=50)).result
    return sorted(hit.code for hit in hits)


def _notes(desk: Desk) -> dict[str, str]:
    services = desk.base.execute_outside(
        "SELECT DISTINCT service.uuid FROM sealed_note JOIN service ON service.id = sealed_note.service_id ORDER BY 1"
    )
    read = (desk.runner.run(psychology.read_note, psychology.ReadNote(uuid)).result for (uuid,) in services)
    return {note.service_uuid: note.text for note in read}
