"""The donors' files: the columns of the 345W in their order, text that no program takes for a formula, pages."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.donor_files import CodedFile, Column
from casa_desktop.domain.donors import Activity, DonorForm, Office
from casa_desktop.domain.gifmm import GifmmReport
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.reports import coded_files, report_csv, report_pdf, report_xlsx
from casa_desktop.services import people, visits
from casa_desktop.texts import donors as words
from casa_desktop.texts import reports as common
from tests.services.desk import Desk, Template, make_template, open_copy
from tests.services.test_donors import kept, report, template
from tests.services.test_statistics import call, guidance

IMPRINT = Imprint(datetime(2026, 4, 2, 15, tzinfo=UTC), "María de los Ángeles Etxeberría", "CASA Desktop 0.1.0")
REFERENCE = Path(__file__).parent / "_reference" / "gifmm_345w.csv"
ORDER = [
    "Oficina",
    "Id Actividad",
    "Convenio financiado",
    "Socio principal",
    "Tipo de implementación",
    "Socio implementador",
    "Departamento",
    "Municipio",
    "Mes de atención",
    "Sector",
    "Indicador",
    "Actividad de marco lógico",
    "Nombre",
    "Descripción",
    "Actividad del RMRP",
    "Actividad para caminantes",
    "Apoyo ETPV",
    "Tipo apoyo ETPV",
    "Cantidad",
    "Modalidad",
    "Monto USD",
    "Mecanismo de entrega",
    "Beneficiarios indirectos",
    "Total beneficiarios alcanzados en el mes",
    "Beneficiarios nuevos en el mes",
    "Vocación permanencia",
    "Tránsito",
    "Comunidad de acogida",
    "Pendulares",
    "Retornados",
    "Víctimas",
    "Víctimas doble afectación",
    "Sin perfil",
]
"""The order of the list of the field."""
BANDS = ("0-5", "6-12", "13-17", "18-25", "26-59", "60+")
ODD = '=HYPERLINK("x") <b>& ñ'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made: Template = make_template(tmp_path_factory.mktemp("plantilla"))
    opened = open_copy(made, tmp_path_factory.mktemp("mesa") / "mesa")
    yield opened
    opened.base.close()


@pytest.fixture(scope="module")
def found(desk: Desk) -> GifmmReport:
    """Seven invented persons of every sex and kind of age, in two municipalities, over January and February."""
    ages = [Age(birth_date=date(year, 1, 1)) for year in (2023, 2015, 2011, 2003, 1985, 1955)]
    ages.append(Age(stated=AgeRange(15, 20), stated_on=date(2026, 1, 2)))
    run = desk.runner(Role.RECEPTION).run
    who = []
    for at, age in enumerate(ages):
        uuid = new_id()
        sex, ethnicity = ("02", "01", "03", "SD", "02", "01", "SD")[at], ("", "01", "02", "06", "99", "", "")[at]
        details = Details(Name(f"Persona{at}", "", f"Prueba{at}"), sex=sex, age=age, ethnicity=ethnicity)
        run(people.register, people.RegisterPerson(uuid, details))
        who.append(uuid)
    profiles = ("PERMANENCIA", "TRANSITO", "ACOGIDA", "PENDULAR", "RETORNADO", "SIN_PERFIL", "TRANSITO")
    for month in (1, 2):
        for at, (uuid, profile) in enumerate(zip(who, profiles, strict=True)):
            if month == 2 and at % 2:
                continue
            services = [replace(guidance(), place="TERMINAL" if at == 6 else "SEDE")]
            services += [call()] if at == 4 or month == 2 else []
            vulnerable = ("CONFLICTO",) if at in (1, 2) else ("DISCAPACIDAD",) if at == 5 else ()
            command = RecordVisit(
                new_id(), date(2026, month, 2 + at), profile, tuple(services), uuid, vulnerabilities=vulnerable
            )
            run(visits.record, command)
    activities = (
        Activity(
            new_id(), "SAN-001", "Orientación", ("ORI",), "50", "Protección", "1.1", "Orientar\nen la mesa", "RMRP-7",
            "En especie", "Directa", amount="1250.50", walkers=True,
        ),
        Activity(new_id(), "SAN-002", ODD, ("RCF",), "47", "Telecomunicaciones", etpv=True, etpv_kind="Información"),
    )  # fmt: skip
    office = Office(
        "Bucaramanga", "Convenio 12", "OIM", "Directa", "Cruz Roja Colombiana", "68001", (("TERMINAL", "68276"),)
    )
    wanted = kept(desk, template(*activities, office=office))
    return report(desk, wanted, Period(Month(2026, 1), Month(2026, 2)))


def rows_of(data: bytes, sheet: str) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python()]


def test_the_columns_stand_in_the_order_of_the_form() -> None:
    names = [column.name for column in words.columns(DonorForm.GIFMM)]
    assert names[: len(ORDER)] == ORDER
    by_sex = [f"{sex} {band}" for sex in ("Mujeres", "Hombres", "Otro sexo") for band in BANDS]
    rest = [
        *by_sex,
        *("Con discapacidad", "Afrodescendientes", "Indígenas", "Otra comunidad étnica"),
        *(f"Sin sexo {band}" for band in BANDS),
        *("Mujeres sin edad", "Hombres sin edad", "Otro sexo sin edad"),
    ]
    assert names[len(ORDER) :] == rest


def test_the_file_is_the_reference(found: GifmmReport) -> None:
    written = coded_files.render_csv(words.gifmm_file(found), tags=True).decode("utf-8-sig")
    assert written == REFERENCE.read_text(encoding="utf-8"), "look at what changed before it is written anew"


def test_the_spreadsheet_holds_what_the_csv_does_with_notes_on_a_sheet_of_their_own(found: GifmmReport) -> None:
    file = words.gifmm_file(found)
    data = coded_files.render_xlsx(file, IMPRINT)
    assert data == coded_files.render_xlsx(file, IMPRINT)
    head, *rows = rows_of(data, "345W")
    assert head == [column.name for column in file.columns]
    assert len(rows) == len(file.rows) == 6
    total, new = head.index(ORDER[23]), head.index(ORDER[24])
    assert all(isinstance(row[total], float) for row in rows)
    assert [(row[total], row[new]) for row in rows] == [(6, 6), (1, 1), (1, 1), (3, 0), (1, 0), (4, 3)]
    assert rows[-1][head.index("Nombre")] == ODD, "a text stays what was typed"
    assert rows[0][head.index("Monto USD")] == 1250.5
    assert rows[1][head.index("Monto USD")] == "", "once a month"
    notes = [str(line[0]) for line in rows_of(data, "Notas")]
    assert any("suman los beneficiarios nuevos" in note for note in notes)
    assert any("2 beneficiarios de las filas sin sexo ni edad" in note for note in notes)


def test_the_second_row_holds_the_tags_only_where_they_are_asked_for(found: GifmmReport) -> None:
    file = words.gifmm_file(found)
    tagged = rows_of(coded_files.render_xlsx(file, IMPRINT, tags=True), "345W")
    assert tagged[1] == [column.tag for column in file.columns]
    assert all(str(tag).startswith("#") for tag in tagged[1])
    assert len(set(tagged[1])) == len(tagged[1]), "each column is told apart by its tag"
    plain = list(csv.reader(StringIO(coded_files.render_csv(file).decode("utf-8-sig")), delimiter=";"))
    assert not plain[1][0].startswith("#")


@pytest.mark.parametrize("text", ["=1+1", "+57 300", "-2", "@SUM(A1)", "'x", '=cmd|"/c calc"!A0'])
def test_no_text_is_a_formula(text: str) -> None:
    file = CodedFile("345W", (Column("name", text, "#name"),), ((text,),))
    assert rows_of(coded_files.render_xlsx(file, IMPRINT), "345W") == [[text], [text]]
    assert coded_files.render_csv(file).decode("utf-8-sig").count("'") >= 2
    report = Report(text, "", sections=(Section(text, (text, text), ((text, text),)),), notes=(text,))
    desk = Letterhead(text, "", "")
    values = rows_of(report_xlsx.render(report, desk, IMPRINT), common.SHEET)[:-2]
    assert {str(cell) for row in values for cell in row if cell != ""} == {text}
    for line in csv.reader(StringIO(report_csv.render(report).decode("utf-8-sig")), delimiter=";"):
        assert all(cell.startswith("'") for cell in line if cell)


REPORT = Report(
    "Tablas ECHO",
    "enero a marzo de 2026",
    sections=(
        Section(
            "Personas únicas",
            ("Edad", "Mujer", "Total"),
            (("0-4", "•", 1200), ("Total", 1196, 1200)),
            strong=frozenset({1}),
            sums=frozenset({2}),
        ),
        Section("Vacía " + "ñ" * 90, ("Destino", "Personas"), ()),
        Section("Sin nada", ("Destino", "Personas"), (), empty="Ninguno en el mes"),
    ),
    notes=("Nota con <b> y ñ",),
)


def test_a_report_of_several_tables_on_paper_and_as_a_spreadsheet() -> None:
    letterhead = Letterhead("C.A.S.A. " + "Ñ" * 60, "Bucaramanga", "Informe", show_signatures=True)
    data = report_pdf.render(REPORT, letterhead, IMPRINT)
    assert data == report_pdf.render(REPORT, letterhead, IMPRINT)
    reader = PdfReader(BytesIO(data))
    (page,) = reader.pages
    text = page.extract_text()
    told = ("enero a marzo de 2026", "Personas únicas", "1.196", "•", "Nota con <b> y ñ", "Ninguno en el mes")
    for said in ("Tablas ECHO", *told):
        assert said in text, said
    assert [str(entry.title) for entry in reader.outline if not isinstance(entry, list)] == ["Tablas ECHO"]
    values = rows_of(report_xlsx.render(REPORT, letterhead, IMPRINT), common.SHEET)
    assert ["0-4", "•", 1200.0] in values
    assert "0-4;•;1200" in report_csv.render(REPORT).decode("utf-8-sig")


def test_a_long_table_goes_on_with_its_head_on_the_next_page() -> None:
    names = [f"Artículo {at} · donante de nombre bastante largo" for at in range(90)]
    lines: list[Line] = [(name, *[12_345] * 6) for name in names]
    head = ("Artículo", "Había", "Entró", "Entregado", "Otras salidas", "Ajuste de conteo", "Quedó")
    report = Report("Inventario", "marzo", sections=(Section("Inventario", head, tuple(lines)),))
    pages = PdfReader(BytesIO(report_pdf.render(report, Letterhead("C.A.S.A.", "", ""), IMPRINT))).pages
    assert len(pages) > 1
    assert all("Entregado" in page.extract_text() for page in pages)
