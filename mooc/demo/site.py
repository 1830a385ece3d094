"""What the demonstration's site tells its visitors: news of the last weeks, and whom to write to."""

import datetime as dt
from pathlib import Path

import yaml
from wagtail.models import Site

from content.pages.actions import add_news
from content.pages.models import Contact
from learners.people.models import Account

TEXTS = Path(__file__).parent / "data" / "site.yaml"


def write_site(*, today: dt.date, acting_user: Account) -> None:
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    site = Site.objects.get(is_default_site=True)
    Contact.objects.update_or_create(site=site, defaults=texts["contact"])
    news = [{"published_on": today - dt.timedelta(days=one.pop("days_ago")), **one} for one in texts["news"]]
    add_news(news=news, acting_user=acting_user)
