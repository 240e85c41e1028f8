"""Keeping the stock: what comes, what leaves, what is counted, and who may."""

from pathlib import Path

from pypdf import PdfReader

from casa_desktop.domain.access import Role
from casa_desktop.services import stock
from casa_desktop.services.stock import SaveAidItem
from casa_desktop.texts import ui_aid as texts
from tests.services.desk import TODAY
from tests.ui.aid.conftest import Counter


def line(counter: Counter, name: str) -> tuple[str, ...]:
    return next(row.cells for row in counter.page.stock.table.rows() if row.cells[0] == name)


def test_a_donation_is_typed_and_stands_in_the_table_and_in_the_kardex(counter: Counter) -> None:
    page = counter.sit(Role.COORDINATION)
    counter.press("Alt+2")
    counter.press("Down")
    counter.press("Ctrl+N")
    counter.type("20")
    counter.press("Return")
    counter.press("Return")
    counter.type("cic")
    counter.press("Return")
    counter.type("L1")
    counter.press("Return")
    counter.type("25/3/27")
    counter.press("Ctrl+Return")
    assert counter.prompts.said[-1] == texts.DONATION_SAVED
    assert line(counter, "Kit de alimentos")[1:5] == ("20", "kit", "", "vence el 25/03/2027")
    counter.press("Return")
    assert [row.cells[1:6] for row in page.stock.moves.rows()] == [("Donación", "+20", "20", "L1", "CICR")]
    counter.press("Escape")
    assert counter.shown("stock_table")
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert counter.stock("Kit de alimentos") == 0


def test_a_word_says_what_is_too_little(counter: Counter) -> None:
    def few() -> None:
        item = counter.store.of("Agua").item
        changed = type(item)(item.uuid, "Agua", "botella", minimum=24, version=item.version)
        counter.store.coordination.run(stock.save_item, SaveAidItem(changed))
        counter.store.donate("Agua", 3, expires=TODAY.replace(day=15))

    counter.on_db(few)
    counter.sit(Role.RECEPTION)
    counter.press("Alt+2")
    assert line(counter, "Agua")[1:5] == ("3", "botella", "24", "bajo el mínimo · vence en 5 días")


def test_a_count_and_an_exit_correct_what_there_is(counter: Counter) -> None:
    counter.on_db(lambda: counter.store.donate("Kit de aseo", 10))
    counter.sit(Role.COORDINATION)
    counter.press("Alt+2")
    counter.press("Alt+C")
    counter.type("8", "counted_edit")
    counter.press("Ctrl+Return")
    assert counter.stock("Kit de aseo") == 10, "a difference needs its reason"
    counter.type("Faltaban dos", "count_reason_edit")
    counter.press("Ctrl+Return")
    assert counter.stock("Kit de aseo") == 8
    counter.press("Alt+X")
    counter.press("Space", "kind_chips")
    counter.type("3", "out_quantity_edit")
    counter.press("Ctrl+Return")
    assert counter.stock("Kit de aseo") == 5
    assert line(counter, "Kit de aseo")[1] == "5"
    counter.press("Return")
    counter.prompts.answers = ["Se contó mal"]
    counter.press("Del")
    assert counter.stock("Kit de aseo") == 8, "the exit, which stands on top"


def test_an_item_is_added_changed_and_retired(counter: Counter) -> None:
    page = counter.sit(Role.COORDINATION)
    counter.press("Alt+2")
    counter.press("Ctrl+Shift+N")
    counter.type("Colchoneta")
    counter.press("Return")
    counter.type("unidad")
    counter.press("Ctrl+Return")
    assert page.stock.table.current_key() == counter.on_db(lambda: counter.store.of("Colchoneta").item.uuid)
    counter.press("Del")
    assert line(counter, "Colchoneta")[4] == "retirado"
    counter.press("Alt+1")
    counter.press("Alt+N")
    assert page.entry.form is not None
    assert not counter.shown("quantity_6"), "what is retired is not handed out"


def test_the_stock_sheet_has_a_line_for_each_lot_and_room_to_count(counter: Counter, tmp_path: Path) -> None:
    counter.on_db(lambda: counter.store.donate("Kit de aseo", 10, lot="L1"))
    counter.sit(Role.RECEPTION)
    counter.press("Alt+2")
    counter.prompts.answers = [tmp_path / "hoja.pdf"]
    counter.press("Ctrl+Shift+S")
    text = PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text()
    assert all(word in text for word in ("Contado", "L1", "Kit de bebé (kit)"))


def test_reception_hands_out_and_does_not_keep_the_stock(counter: Counter) -> None:
    counter.sit(Role.RECEPTION)
    counter.press("Alt+2")
    for name in ("donation_button", "take_out_button", "count_button", "new_item_button"):
        assert not counter.shown(name)
    counter.sit(Role.HEALTH)
    counter.press("Alt+2")
    assert counter.shown("donation_button")
    assert not counter.shown("count_button")


def test_a_half_typed_donation_comes_back_after_a_lock(counter: Counter) -> None:
    page = counter.sit(Role.COORDINATION)
    counter.press("Alt+2")
    counter.press("Ctrl+N")
    counter.type("7")
    draft = page.draft()
    assert draft is not None
    again = counter.sit(Role.COORDINATION)
    again.restore(draft)
    counter.settle()
    assert again.stock.donation.field("quantity").value() == 7
    assert again.stock.donation.field("item_uuid").value() is not None
