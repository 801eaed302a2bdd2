"""Pages that present the initiative."""

from home.models.advocacy import AdvocacyPage
from home.models.aids import Aid
from home.models.cafes import CafesPage
from home.models.contact import ContactPage
from home.models.faq import FaqPage
from home.models.figures import ImpactPage, TransparencyPage
from home.models.landing import ContentPage, HomePage, SiteMapPage
from home.models.messages import ContactMessage
from home.models.partners import PartnerPage, PartnersPage
from home.models.places import ThirdPlacePage
from home.models.positions import Endorsement, Position, PositionStatus
from home.models.reports import ReportPage, ReportsPage
from home.models.simulator import SimulatorPage
from home.models.stories import VillageStoriesPage, VillageStoryPage
from home.models.villages import VillagePage

__all__ = [
    "AdvocacyPage",
    "Aid",
    "CafesPage",
    "ContactMessage",
    "ContactPage",
    "ContentPage",
    "Endorsement",
    "FaqPage",
    "HomePage",
    "ImpactPage",
    "PartnerPage",
    "PartnersPage",
    "Position",
    "PositionStatus",
    "ReportPage",
    "ReportsPage",
    "SimulatorPage",
    "SiteMapPage",
    "ThirdPlacePage",
    "TransparencyPage",
    "VillagePage",
    "VillageStoriesPage",
    "VillageStoryPage",
]
