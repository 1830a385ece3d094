"""A campaign cannot take the address of another page of the officer's."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve

from learners.campaigns.models import Campaign
from learners.campaigns.slugs import taken_words
from tests.coverage import world
from tests.matrix.addresses import ours

pytestmark = pytest.mark.django_db


def made(slug: str) -> Campaign:
    return Campaign(slug=slug, name="Đợt", opens_on=world.START, closes_on=world.DAY)


def test_the_words_are_those_of_the_addresses() -> None:
    behind = [address.route.split("/")[1] for address in ours() if address.route.startswith("phu-trach/")]
    fixed = {word for word in behind if word and "<" not in word}
    assert {"nguoi", "ho-ten", "co-quan"} <= fixed
    assert taken_words() == fixed


@pytest.mark.parametrize("slug", ["nguoi", "ho-ten", "co-quan"])
def test_an_address_is_refused_with_a_clear_word(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(slug).full_clean()
    assert f"“{slug}” là địa chỉ của một trang có sẵn" in refused.value.message_dict["slug"][0]
    with pytest.raises(ValidationError):
        made(slug).save()
    campaign = made("dot-1")
    campaign.save()
    campaign.slug = slug
    with pytest.raises(ValidationError):
        campaign.save()
    assert not Campaign.objects.filter(slug=slug).exists()


def test_every_other_word_leads_to_the_campaign() -> None:
    for slug in ("nguoi-hoc", "dot-1", "can-tho-2025", "tai-ve"):
        made(slug).save()
        assert resolve(f"/phu-trach/{slug}/").view_name == "coverage:report"
