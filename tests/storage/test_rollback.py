"""What was written down outside the base tells one that was put back to an older day."""

from contextlib import closing

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage.base import Base, Rollback
from casa_desktop.storage.headfile import Found, Head, HeadFile
from tests.storage.support import BASE_ID, Keys, audited, refused


def test_a_base_that_was_put_back_to_an_older_day_is_noticed(base: Base, keys: Keys, clock: FixedClock) -> None:
    with base.begin() as work:
        audited(work, "one")
        work.commit()
    base.close()
    old = (base.folder / "casa.db").read_bytes()
    base = Base.open(base.folder, keys.ring, clock)
    with base.begin() as work:
        audited(work, "two")
        work.commit()
    base.close()
    (base.folder / "casa.db").write_bytes(old)
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_ROLLED_BACK, expected=2, found=1)
    with closing(Base.open(base.folder, keys.ring, clock, Rollback.IGNORED)) as looked:
        looked.write_head()
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_ROLLED_BACK, expected=2, found=1)
    Base.open(base.folder, keys.ring, clock, Rollback.ACCEPTED).close()
    Base.open(base.folder, keys.ring, clock).close()


def test_a_base_with_another_history_is_noticed(base: Base, keys: Keys, clock: FixedClock) -> None:
    base.close()
    empty = (base.folder / "casa.db").read_bytes()
    base = Base.open(base.folder, keys.ring, clock)
    with base.begin() as work:
        audited(work, "this")
        work.commit()
    base.close()
    head = (base.folder / "cabeza.json").read_bytes()
    (base.folder / "casa.db").write_bytes(empty)
    base = Base.open(base.folder, keys.ring, clock, Rollback.ACCEPTED)
    with base.begin() as work:
        audited(work, "that")
        audited(work, "and more")
        work.commit()
    base.close()
    (base.folder / "cabeza.json").write_bytes(head)
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_ROLLED_BACK)


def test_a_base_that_is_ahead_is_fine(base: Base, keys: Keys, clock: FixedClock) -> None:
    """The process was killed after a commit and before it wrote the head."""
    base.write_head()
    head = (base.folder / "cabeza.json").read_bytes()
    with base.begin() as work:
        audited(work, "one")
        work.commit()
    base.close()
    assert HeadFile(base.folder / "cabeza.json", BASE_ID).head == Head(1, base_hash(base, keys, clock))
    (base.folder / "cabeza.json").write_bytes(head)
    Base.open(base.folder, keys.ring, clock).close()


def base_hash(base: Base, keys: Keys, clock: FixedClock) -> str:
    with closing(Base.open(base.folder, keys.ring, clock)) as again:
        return again.head().hash


@pytest.mark.parametrize(("raw", "found"), [(None, Found.MISSING), (b"{}", Found.DAMAGED)])
def test_without_a_sound_head_file_it_opens_and_says_so(
    base: Base, keys: Keys, clock: FixedClock, raw: bytes | None, found: Found
) -> None:
    base.close()
    path = base.folder / "cabeza.json"
    path.unlink() if raw is None else path.write_bytes(raw)
    with closing(Base.open(base.folder, keys.ring, clock)) as again:
        assert again.head_found == found
    with closing(Base.open(base.folder, keys.ring, clock)) as again:
        assert again.head_found == Found.SOUND
