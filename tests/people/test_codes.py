"""Issuing sign-in codes: what is kept, who gets none, and what many cost."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from learners.people.codes import ALPHABET, NotAllowed, digest, issue
from learners.people.models import Account, Outcome, Purpose, SignInCode
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db


def test_a_roster_person_gets_an_account_and_a_code_that_is_not_kept(son: Account) -> None:
    person = factories.person("Đặng Thị Bưởi", phone="0912 345 678")
    [issued] = issue(people=[person], acting_user=son, purpose="first")
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", issued.code)
    account = Account.objects.get(person=person)
    assert (issued.username, account.username, account.phone) == ("buoi.dang", "buoi.dang", "+84912345678")
    assert not account.has_usable_password()
    kept = SignInCode.objects.get(account=account)
    assert kept.digest == digest(account.pk, issued.code.lower().replace("-", " "))
    assert issued.code.replace("-", "") not in str(SignInCode.objects.values())
    assert (kept.expires_at - kept.issued_at).days == 14
    entry = AuditEntry.objects.filter(verb="issue_code").get()
    assert (entry.actor, entry.subject_id) == (str(son.pk), str(account.pk))
    assert AuditEntry.objects.filter(verb="make_account", subject_id=str(account.pk)).exists()


def test_the_alphabet_has_nothing_to_mistake() -> None:
    assert not set("01OIL") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


def test_a_code_is_kept_under_the_secret_key(settings: object, lan: Account) -> None:
    before = digest(lan.pk, "K7QF-2M9X")
    settings.SECRET_KEY = "another-key-of-another-installation"
    assert digest(lan.pk, "K7QF-2M9X") != before


def test_a_new_code_makes_the_older_void(son: Account, lan: Account) -> None:
    issue(people=[lan.person], acting_user=son, purpose="reset")
    issue(people=[lan.person], acting_user=son, purpose="reset")
    assert list(SignInCode.objects.order_by("pk").values_list("outcome", flat=True)) == [Outcome.REPLACED, ""]


def test_for_an_account_with_a_password_every_code_is_a_reset(son: Account, lan: Account) -> None:
    issue(people=[lan.person], acting_user=son, purpose="first")
    assert SignInCode.objects.get().purpose == Purpose.RESET


def test_the_same_name_twice_gives_two_user_names(son: Account) -> None:
    people = [factories.person("Nguyễn Thị Lan") for _ in range(12)]
    names = [each.username for each in issue(people=people, acting_user=son)]
    assert names[:3] == ["lan.nguyen", "lan.nguyen2", "lan.nguyen3"]
    assert len(set(names)) == 12


def test_after_a_merge_the_login_that_is_there_gets_the_code(son: Account, lan: Account) -> None:
    kept = factories.person("Nguyễn Thị Lan")
    lan.person.merged_into = kept
    lan.person.save()
    for asked in (kept, lan.person):
        assert [each.username for each in issue(people=[asked], acting_user=son)] == ["lan"]


@pytest.mark.parametrize("right", ["staff", "superuser", "group", "own", "scope", "coming", "off"])
def test_accounts_with_rights_get_none_and_nobody_beside_them(
    right: str, son: Account, lan: Account, province: world.Province
) -> None:
    other = factories.person("Trần Văn Bé")
    admin = Permission.objects.get(codename="access_admin")
    if right == "group":
        factories.editor("nhom", of=factories.person("Lê Thị Nhóm"))
        lan = Account.objects.get(username="nhom")
        Account.objects.filter(pk=lan.pk).update(is_staff=False)
    elif right == "own":
        lan.user_permissions.add(admin)
    elif right in {"scope", "coming"}:
        world.grant(lan, province.health)
        if right == "coming":
            lan.scopes.update(valid_from=timezone.localdate() + dt.timedelta(days=9))
    else:
        setattr(lan, {"staff": "is_staff", "superuser": "is_superuser", "off": "is_active"}[right], right != "off")
        lan.save()
    with pytest.raises(NotAllowed) as refused:
        issue(people=[other, lan.person], acting_user=son)
    assert refused.value.person == lan.person
    assert lan.person.full_name in str(refused.value)
    assert not SignInCode.objects.exists()
    assert not Account.objects.filter(person=other).exists()


def test_three_hundred_codes_cost_a_handful_of_queries(
    son: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [factories.person(f"Nguyễn Văn {chr(65 + number % 26)}{number}") for number in range(300)]
    with django_assert_max_num_queries(25):
        issued = issue(people=people, acting_user=son)
    assert [each.person for each in issued] == people
    assert len({each.code for each in issued}) == 300
