"""What a part shows makes it stale when it changes, whichever page it was changed on."""

from importlib import import_module

import pytest

from casa_desktop.ui.statistics.part import Part, PartSpec
from casa_desktop.ui.statistics.parts import PARTS

COUNTED = frozenset({"visit", "person", "month", "catalog"})
"""Records, whom they are of (who is merged is one), which months are closed, and the options and names of the lists."""
SHOWN = {
    "table": COUNTED | {"figure", "rule", "publication"},
    "dashboard": COUNTED | {"figure", "rcf", "referral", "follow_up", "transfer", "child", "petition", "aid"},
    "breakdown": COUNTED | {"figure", "definition"},
    "figures": {"figure"},
    "reconciling": COUNTED | {"figure"},
    "projects": COUNTED | {"figure", "definition", "transfer", "aid"},
    "donors": COUNTED | {"figure", "definition", "transfer", "aid", "rcf", "tracing", "survey"},
    "publications": {"publication", "month"},
}
"""Of each part; kinds as the verbs report them to :meth:`Context.changed`."""


@pytest.mark.parametrize("spec", PARTS, ids=lambda spec: spec.part_id)
def test_a_part_counts_again_when_what_it_shows_has_changed(spec: PartSpec) -> None:
    module, _, name = spec.factory.partition(":")
    kind: type[Part] = getattr(import_module(module), name)
    assert SHOWN[spec.part_id] <= kind.kinds
