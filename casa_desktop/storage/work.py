"""One unit of work: everything in it is written together, or nothing is."""

from __future__ import annotations

from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from casa_desktop.storage.engine import AUDIT_HEAD, settle

if TYPE_CHECKING:
    from casa_desktop.storage.aid import Aid
    from casa_desktop.storage.audit import Audit
    from casa_desktop.storage.catalog import Catalogs
    from casa_desktop.storage.children import Children
    from casa_desktop.storage.closing import Closings
    from casa_desktop.storage.consents import Consents
    from casa_desktop.storage.counts import Counts
    from casa_desktop.storage.dashboard import Dashboards
    from casa_desktop.storage.definitions import Definitions
    from casa_desktop.storage.desk import DeskSettings
    from casa_desktop.storage.directory import Directory
    from casa_desktop.storage.drafts import Drafts
    from casa_desktop.storage.fields import AnswersTable
    from casa_desktop.storage.figures import Figures
    from casa_desktop.storage.followups import FollowUps
    from casa_desktop.storage.households import Households
    from casa_desktop.storage.import_alike import Alike
    from casa_desktop.storage.importing import Imports
    from casa_desktop.storage.lane import LaneTurns
    from casa_desktop.storage.listening import Listening
    from casa_desktop.storage.match_lookup import Lookup
    from casa_desktop.storage.matching import Matching
    from casa_desktop.storage.merging import Merging
    from casa_desktop.storage.months import Months
    from casa_desktop.storage.notes import Notes
    from casa_desktop.storage.outings import Outings
    from casa_desktop.storage.paper_in import PaperIn
    from casa_desktop.storage.people import People
    from casa_desktop.storage.petitions import Petitions
    from casa_desktop.storage.publications import Publications
    from casa_desktop.storage.rcf import PhoneLine
    from casa_desktop.storage.references import References
    from casa_desktop.storage.referrals import Referrals
    from casa_desktop.storage.rules import Rules
    from casa_desktop.storage.surveys import Surveys
    from casa_desktop.storage.tracing import Tracing
    from casa_desktop.storage.transfers import Transfers
    from casa_desktop.storage.users import Users
    from casa_desktop.storage.visits import Visits
    from casa_desktop.storage.week_notes import WeekNotes
    from casa_desktop.storage.words import Words
    from casa_desktop.storage.workshops import Workshops


class Work:
    """A transaction and the repositories that write in it.

    ``with base.begin() as work: …; work.commit()``: what is not committed when the block ends is rolled back.
    Repositories are made when first asked for, and their modules are read then.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._transaction = connection.begin()

    def commit(self) -> None:
        """Makes everything durable. Raises DISK_FULL, DISK_ERROR…; then nothing was written."""
        try:
            self._transaction.commit()
        except BaseException:
            # SQLite may have rolled back by itself: the next entry must not follow one that is not there.
            self.connection.info.pop(AUDIT_HEAD, None)
            raise
        finally:
            settle(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if (transaction := self.connection.get_transaction()) is not None:
                transaction.rollback()
        finally:
            settle(self.connection)

    @cached_property
    def aid(self) -> Aid:
        """Humanitarian items, their stock and their deliveries."""
        from casa_desktop.storage.aid import Aid

        return Aid(self.connection)

    @cached_property
    def alike(self) -> Alike:
        """Whom a row of a long file may be."""
        from casa_desktop.storage.import_alike import Alike

        return Alike(self.connection)

    @cached_property
    def answers(self) -> AnswersTable:
        """What was answered to the fields of service types."""
        from casa_desktop.storage.fields import AnswersTable

        return AnswersTable(self.connection)

    @cached_property
    def audit(self) -> Audit:
        """The chain of who did what."""
        from casa_desktop.storage.audit import Audit

        return Audit(self.connection)

    @cached_property
    def catalog(self) -> Catalogs:
        """Service types, topics, partners, places, funders."""
        from casa_desktop.storage.catalog import Catalogs

        return Catalogs(self.connection)

    @cached_property
    def children(self) -> Children:
        """Cards of children who came alone."""
        from casa_desktop.storage.children import Children

        return Children(self.connection)

    @cached_property
    def closings(self) -> Closings:
        """What is looked at before a month is closed."""
        from casa_desktop.storage.closing import Closings

        return Closings(self.connection)

    @cached_property
    def consents(self) -> Consents:
        """Authorisations of data."""
        from casa_desktop.storage.consents import Consents

        return Consents(self.connection)

    @cached_property
    def counts(self) -> Counts:
        """What reports count."""
        from casa_desktop.storage.counts import Counts

        return Counts(self.connection)

    @cached_property
    def dashboards(self) -> Dashboards:
        """What the dashboard counts beside the monthly table."""
        from casa_desktop.storage.dashboard import Dashboards

        return Dashboards(self.connection)

    @cached_property
    def definitions(self) -> Definitions:
        """What the desk defines for its reports."""
        from casa_desktop.storage.definitions import Definitions

        return Definitions(self.connection)

    @cached_property
    def desk(self) -> DeskSettings:
        """Name, letterhead and texts of the desk."""
        from casa_desktop.storage.desk import DeskSettings

        return DeskSettings(self.connection)

    @cached_property
    def directory(self) -> Directory:
        """What is known of the organisations that people are referred to."""
        from casa_desktop.storage.directory import Directory

        return Directory(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        """Sealed drafts of open forms."""
        from casa_desktop.storage.drafts import Drafts

        return Drafts(self.connection)

    @cached_property
    def figures(self) -> Figures:
        """Historical figures and published totals."""
        from casa_desktop.storage.figures import Figures

        return Figures(self.connection)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """What is to be done on a day."""
        from casa_desktop.storage.followups import FollowUps

        return FollowUps(self.connection)

    @cached_property
    def households(self) -> Households:
        """Households and who belongs to them."""
        from casa_desktop.storage.households import Households

        return Households(self.connection)

    @cached_property
    def imports(self) -> Imports:
        """Imports of persons, and what became of their rows."""
        from casa_desktop.storage.importing import Imports

        return Imports(self.connection)

    @cached_property
    def lane(self) -> LaneTurns:
        """The waiting list."""
        from casa_desktop.storage.lane import LaneTurns

        return LaneTurns(self.connection)

    @cached_property
    def listening(self) -> Listening:
        """The agenda of the Centro de Escucha, and the passes to it."""
        from casa_desktop.storage.listening import Listening

        return Listening(self.connection)

    @cached_property
    def merging(self) -> Merging:
        """Records that stand for one person, and those that may."""
        from casa_desktop.storage.merging import Merging

        return Merging(self.connection)

    @cached_property
    def lookup(self) -> Lookup:
        """Whom a description may be of."""
        from casa_desktop.storage.match_lookup import Lookup

        return Lookup(self.connection)

    @cached_property
    def matching(self) -> Matching:
        """The index behind matching."""
        from casa_desktop.storage.matching import Matching

        return Matching(self.connection)

    @cached_property
    def months(self) -> Months:
        """The life of each month."""
        from casa_desktop.storage.months import Months

        return Months(self.connection)

    @cached_property
    def notes(self) -> Notes:
        """Sealed notes."""
        from casa_desktop.storage.notes import Notes

        return Notes(self.connection)

    @cached_property
    def outings(self) -> Outings:
        """Outings of the Unidad Móvil and the services that they group."""
        from casa_desktop.storage.outings import Outings

        return Outings(self.connection)

    @cached_property
    def paper_in(self) -> PaperIn:
        """Planillas handed out and explained, and the checks of a day's counts."""
        from casa_desktop.storage.paper_in import PaperIn

        return PaperIn(self.connection)

    @cached_property
    def people(self) -> People:
        """Persons and what identifies them."""
        from casa_desktop.storage.people import People

        return People(self.connection)

    @cached_property
    def phone_line(self) -> PhoneLine:
        """The queue of today and sealed numbers."""
        from casa_desktop.storage.rcf import PhoneLine

        return PhoneLine(self.connection)

    @cached_property
    def tracing(self) -> Tracing:
        """Tracing requests."""
        from casa_desktop.storage.tracing import Tracing

        return Tracing(self.connection)

    @cached_property
    def petitions(self) -> Petitions:
        """The register of PQRSF."""
        from casa_desktop.storage.petitions import Petitions

        return Petitions(self.connection)

    @cached_property
    def publications(self) -> Publications:
        """Tables that left the house, as they left it."""
        from casa_desktop.storage.publications import Publications

        return Publications(self.connection)

    @cached_property
    def rules(self) -> Rules:
        """The versions of counting rules that the desk wrote."""
        from casa_desktop.storage.rules import Rules

        return Rules(self.connection)

    @cached_property
    def surveys(self) -> Surveys:
        """Tallies of the survey, and what papers published of it."""
        from casa_desktop.storage.surveys import Surveys

        return Surveys(self.connection)

    @cached_property
    def transfers(self) -> Transfers:
        """Transfers, who travels and the steps."""
        from casa_desktop.storage.transfers import Transfers

        return Transfers(self.connection)

    @cached_property
    def references(self) -> References:
        """How persons are called in files that were imported."""
        from casa_desktop.storage.references import References

        return References(self.connection)

    @cached_property
    def referrals(self) -> Referrals:
        """Who was sent where, and what came of it."""
        from casa_desktop.storage.referrals import Referrals

        return Referrals(self.connection)

    @cached_property
    def users(self) -> Users:
        """User accounts and roles."""
        from casa_desktop.storage.users import Users

        return Users(self.connection)

    @cached_property
    def visits(self) -> Visits:
        """Visits and their services."""
        from casa_desktop.storage.visits import Visits

        return Visits(self.connection)

    @cached_property
    def week_notes(self) -> WeekNotes:
        """What coordination adds to the reports of weeks."""
        from casa_desktop.storage.week_notes import WeekNotes

        return WeekNotes(self.connection)

    @cached_property
    def words(self) -> Words:
        """The index behind the search box."""
        from casa_desktop.storage.words import Words

        return Words(self.connection)

    @cached_property
    def workshops(self) -> Workshops:
        """Workshops and who is on their lists."""
        from casa_desktop.storage.workshops import Workshops

        return Workshops(self.connection)
