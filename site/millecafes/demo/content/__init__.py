"""What the site says, by subject. Everything counted comes from the 2025 annual report, or names its own source."""

from millecafes.demo.content import (
    about,
    advocacy,
    ageing,
    cafes,
    contact,
    costs,
    culture,
    faq,
    guinguettes,
    home,
    impact,
    legal,
    network,
    news,
    open_data,
    partner_pages,
    press,
    reports,
    stories,
    support,
    third_place,
    transparency,
)
from millecafes.demo.content.costs import AIDS
from millecafes.demo.content.figures import FIGURES
from millecafes.demo.content.furniture import FOOTER, FOOTER_TEXT, MENU
from millecafes.demo.content.partners import PARTNERS
from millecafes.demo.content.services import SERVICES
from millecafes.demo.content.testimonies import TESTIMONIES

# In the order of the site map; a page comes after the one it is under.
PAGES = [
    *home.PAGES,
    *cafes.PAGES,
    *about.PAGES,
    *support.PAGES,
    *costs.PAGES,
    *network.PAGES,
    *guinguettes.PAGES,
    *third_place.PAGES,
    *culture.PAGES,
    *ageing.PAGES,
    *stories.PAGES,
    *impact.PAGES,
    *advocacy.PAGES,
    *transparency.PAGES,
    *reports.PAGES,
    *partner_pages.PAGES,
    *faq.PAGES,
    *news.PAGES,
    *press.PAGES,
    *contact.PAGES,
    *open_data.PAGES,
    *legal.PAGES,
]

__all__ = ["AIDS", "FIGURES", "FOOTER", "FOOTER_TEXT", "MENU", "PAGES", "PARTNERS", "SERVICES", "TESTIMONIES"]
