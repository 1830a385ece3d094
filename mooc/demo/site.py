"""What the demonstration's sites tell their visitors: news of the last weeks, whom to write to, whose look it is.

The second site is the same one as a province shows it: the same pages under a host and a theme of its own.
"""

import datetime as dt
from pathlib import Path

import yaml
from wagtail.models import Site

from content.pages.actions import add_news
from content.pages.models import Appearance, Contact
from learners.agencies.contacts import Told, set_contact
from learners.agencies.models import Agency
from learners.people.models import Account

# Browsers resolve whatever ends in .localhost to the machine itself.
PROVINCE, THEME = "can-tho.localhost", "can-tho"
TEXTS = Path(__file__).parent / "data" / "site.yaml"


def write_site(*, today: dt.date, acting_user: Account) -> None:
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    site = Site.objects.get(is_default_site=True)
    Contact.objects.update_or_create(site=site, defaults=texts["contact"])
    show_province(site, texts["contact"])
    for one in texts["agencies"]:
        agency = Agency.objects.get(source_key=one.pop("agency"))
        set_contact(agency=agency, told=Told(**one), acting_user=acting_user)
    news = [{"published_on": today - dt.timedelta(days=one.pop("days_ago")), **one} for one in texts["news"]]
    add_news(news=news, acting_user=acting_user)


def show_province(default: Site, contact: dict[str, str]) -> None:
    name = "Đại học số Cần Thơ"
    site = Site.objects.create(hostname=PROVINCE, root_page=default.root_page, site_name=name)
    Contact.objects.create(site=site, **contact)
    Appearance.objects.create(site=site, theme=THEME)
