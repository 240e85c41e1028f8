"""The report of the survey and the papers of PQRSF: what they say, what they must never say, and that they hold."""

import csv
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO

from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.petitions import Channel, PetitionKind, PetitionRow, PetitionState
from casa_desktop.domain.surveys import MonthAnswers, SurveyFigure, SurveyReport
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import petition_pdf, report_csv, report_pdf, report_xlsx
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
    (("ESPERA", "Mucha espera", 1),),
    (FIGURE,),
)


def text_of(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join("\n".join(pages).split())


def paper(report: SurveyReport) -> bytes:
    return report_pdf.render(ui_surveys.tables(report), DESK, IMPRINT)


def test_the_report_prints_every_percent_with_its_n_and_the_paper_of_2019_with_its_mark() -> None:
    text = text_of(paper(REPORT))
    for said in (
        "n = 3",
        "Excelente 1 34",
        "Por <b>mejorar 1 33",
        "Total 3 100",
        "Ene 2026 1 34 1 33 1 33 3",
        "Feb 2026 0 – 0 – 0 – 0",
        "Mucha espera 1",
        "noviembre de 2019†",
        "1 (34 %)",
    ):
        assert said in text, said
    assert "92 4 4 n no publicada OFAI." in text
    assert report_csv.digest(ui_surveys.tables(REPORT))[:8] in text


def test_a_report_without_answers_says_so() -> None:
    empty = SurveyReport(Period(JANUARY, JANUARY), ANSWERS, (MonthAnswers(JANUARY, (0, 0, 0), True),), (), ())
    assert ui_surveys.NO_ANSWERS in text_of(paper(empty))
    assert report_xlsx.render(ui_surveys.tables(empty), DESK, IMPRINT).startswith(b"PK")
    assert ui_surveys.NO_ANSWERS.encode() in report_csv.render(ui_surveys.tables(empty))


def test_nobody_who_answered_gave_a_reason() -> None:
    assert ui_surveys.NO_REASONS in text_of(paper(replace(REPORT, reasons=())))


def test_three_years_take_as_many_pages_as_they_need() -> None:
    months = tuple(MonthAnswers(JANUARY.plus(at), (9, 1, 0), False) for at in range(36))
    long = SurveyReport(Period(JANUARY, JANUARY.plus(35)), ANSWERS, months, (), (FIGURE,))
    reader = PdfReader(BytesIO(paper(long)))
    assert f"Página 1 de {len(reader.pages)}" in reader.pages[0].extract_text()
    assert len(reader.pages) > 1


def test_the_file_has_plain_numbers_and_no_formula() -> None:
    data = report_csv.render(ui_surveys.tables(REPORT)).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(data), delimiter=";"))
    at = rows.index([ui_surveys.BY_MONTH]) + 1
    assert rows[at : at + 4] == [
        [
            "Mes",
            "Excelente",
            "Excelente %",
            "'=Sobresaliente",
            "'=Sobresaliente %",
            "Por <b>mejorar",
            "Por <b>mejorar %",
            "n",
        ],
        ["Ene 2026", "1", "34", "1", "33", "1", "33", "3"],
        ["Feb 2026", "0", "–", "0", "–", "0", "–", "0"],
        ["Total", "1", "34", "1", "33", "1", "33", "3"],
    ]
    published = rows[rows.index([ui_surveys.HISTORY]) + 2]
    assert published[1:] == ["92", "4", "4", ui_surveys.N_UNKNOWN, "OFAI."]


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
