"""The codes the demonstration says at every start."""

import pytest

from learners.people.codes import digest, issue
from learners.people.models import Account, Purpose, SignInCode
from mooc.demo.codes import fresh_codes
from tests.coverage import world

pytestmark = pytest.mark.django_db


def test_every_start_says_new_codes_of_the_same_two() -> None:
    province = world.province()
    for number in (3, 1, 2):
        person = world.member(f"Trần Văn Số {number}", province.health)
        person.staff_code = f"CB0000{number}"
        person.save()
    first, second = fresh_codes(), fresh_codes()
    assert [each.person.staff_code for each in first] == ["CB00001", "CB00002"]
    assert [each.username for each in second] == [each.username for each in first]
    account = Account.objects.get(username=second[0].username)
    assert SignInCode.objects.get(account=account, ended_at=None).digest == digest(account.pk, second[0].code)


def test_who_has_chosen_a_password_gets_a_code_that_resets_it() -> None:
    person = world.member("Trần Văn Số", world.province().health)
    person.staff_code = "CB00001"
    person.save()
    [issued] = fresh_codes()
    account = Account.objects.get(username=issued.username)
    account.set_password("con-thuyen-xanh-7")
    account.save()
    assert [each.username for each in fresh_codes()] == [issued.username]
    assert SignInCode.objects.get(ended_at=None).purpose == Purpose.RESET


def test_they_are_issued_in_the_name_of_the_officer_who_would(minh: Account, tam: Account) -> None:
    home = tam.person.memberships.get().agency
    for number in (1, 2):
        person = world.member(f"Trần Văn Số {number}", home)
        person.staff_code = f"CB0000{number}"
        person.save()
    # Once one of the officer's own codes went to somebody of a lower number, the two stay the same.
    first = [each.username for each in fresh_codes()]
    early = world.member("Trần Văn Trước", home)
    early.staff_code = "CB00000"
    early.save()
    issue(people=[early], acting_user=tam)
    assert [each.username for each in fresh_codes()] == first
    assert set(SignInCode.objects.values_list("issued_by", flat=True)) == {tam.pk}
