"""The report of the survey and the papers of PQRSF: what they say, what they must never say, and that they hold."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.petitions import Channel, PetitionKind, PetitionRow, PetitionState
from casa_desktop.domain.surveys import MonthAnswers, SurveyFigure, SurveyReport
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import petition_pdf, survey_csv, survey_pdf
from casa_desktop.texts import ui_petitions, ui_surveys

LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Ñ"
IMPRINT = Imprint(datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA), LONG_NAME, "CASA Desktop")
DESK = Letterhead("C.A.S.A. <b>&", "Bucaramanga", "")
JANUARY = Month(2026, 1)
ANSWERS = (("EXCELENTE", "Excelente"), ("SOBRESALIENTE", "=Sobresaliente"), ("POR_MEJORAR", "Por <b>mejorar"))
FIGURE = SurveyFigure(
    "",
    Period(Month(2018, 12), Month(2019, 11)),
    (("EXCELENTE", 92), ("SOBRESALIENTE", 4), ("POR_MEJORAR", 4)),
    None,
    "OFAI",
)
REPORT = SurveyReport(
    Period(JANUARY, JANUARY.plus(1)),
    ANSWERS,
    (MonthAnswers(JANUARY, (1, 1, 1), False), MonthAnswers(JANUARY.plus(1), (0, 0, 0), True)),
    (("Mucha espera", 1),),
    (FIGURE,),
)


def text_of(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join("\n".join(pages).split())


def test_the_report_prints_every_percent_with_its_n_and_the_paper_of_2019_with_its_mark() -> None:
    text = text_of(survey_pdf.render(REPORT, DESK, IMPRINT))
    for said in ("n = 3", "1 (34 %)", "1 (33 %)", "100 %", "Por <b>mejorar", "Mucha espera 1", "noviembre de 2019†"):
        assert said in text, said
    assert "Excelente 92 %" in text
    assert ui_surveys.N_UNKNOWN in text
    assert survey_csv.digest(REPORT)[:8] in text


def test_a_report_without_answers_says_so() -> None:
    empty = SurveyReport(Period(JANUARY, JANUARY), ANSWERS, (MonthAnswers(JANUARY, (0, 0, 0), True),), (), ())
    assert ui_surveys.NO_ANSWERS in text_of(survey_pdf.render(empty, DESK, IMPRINT))
    assert b"%" in survey_csv.render(empty)


def test_three_years_take_as_many_pages_as_they_need() -> None:
    months = tuple(MonthAnswers(JANUARY.plus(at), (9, 1, 0), False) for at in range(36))
    long = SurveyReport(Period(JANUARY, JANUARY.plus(35)), ANSWERS, months, (), (FIGURE,))
    reader = PdfReader(BytesIO(survey_pdf.render(long, DESK, IMPRINT)))
    assert f"Página 1 de {len(reader.pages)}" in reader.pages[0].extract_text()
    assert len(reader.pages) > 1


def test_the_file_has_plain_numbers_and_no_formula() -> None:
    rows = list(csv.reader(StringIO(survey_csv.render(REPORT).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        "Mes",
        "Excelente",
        "Excelente %",
        "'=Sobresaliente",
        "'=Sobresaliente %",
        "Por <b>mejorar",
        "Por <b>mejorar %",
        "n",
    ]
    assert rows[1] == ["2026-01", "1", "34", "1", "33", "1", "33", "3"]
    assert rows[2] == ["2026-02", "0", "", "0", "", "0", "", "0"]
    assert rows[3][0] == "Total"


def test_the_acknowledgement_says_how_to_ask_and_nothing_of_who_or_what() -> None:
    row = PetitionRow(
        "u" * 32,
        "Q-000012",
        PetitionKind.COMPLAINT,
        Channel.BOX,
        date(2026, 3, 10),
        date(2026, 3, 28),
        False,
        PetitionState.RECEIVED,
        None,
    )
    data = petition_pdf.acknowledgement(row, DESK, IMPRINT)
    text = text_of(data)
    page = PdfReader(BytesIO(data)).pages
    assert [len(page), round(float(page[0].mediabox.width)), round(float(page[0].mediabox.height))] == [1, 612, 396]
    for said in ("Q-000012", "Queja", "10 de marzo de 2026", "28 de marzo de 2026", LONG_NAME):
        assert said in text, said
    assert "Q-000012 en la mesa" in text


def test_the_sheet_of_the_channel_has_a_sentence_where_the_desk_wrote_nothing() -> None:
    empty = text_of(petition_pdf.channel(petition_pdf.Channel("", ()), DESK, IMPRINT))
    assert ui_petitions.PEAS_ASK in empty
    assert ui_petitions.PEAS_STAFF not in empty, "what is said to the staff stays off the wall"
    told = petition_pdf.channel(petition_pdf.Channel("", (("Teléfono", "01 8000 <x>"),)), DESK, IMPRINT)
    assert "01 8000 <x>" in text_of(told)
