"""Where the cursor stands: whoever types without looking types into the right box."""

from tests.flows.conftest import Program


def test_the_page_of_people_opens_where_one_looks_for_somebody(inside: Program) -> None:
    inside.press("Ctrl+2")
    assert (inside.shown(), inside.focused()) == ("people", "search_edit")
    inside.type("nadie")
    inside.press("Return")
    assert inside.focused() == "first_name_edit"
