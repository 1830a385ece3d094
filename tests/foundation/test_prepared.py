"""A prepared queryset gives what the queryset gives, whoever asks, and sees what changed."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from learners.people.models import Account, Person
from mooc.foundation.prepared import Prepared
from tests import factories


def _with_person(account: uuid.UUID) -> QuerySet[Account]:
    return Account.objects.select_related("person").filter(pk=account)


def _of_both(account: uuid.UUID, person: uuid.UUID) -> QuerySet[Account]:
    return Account.objects.filter(pk=account, is_active=True, person=person).defer("email").order_by("username")


@pytest.fixture
def lan(db: None) -> Account:
    return factories.account("lan", of=factories.person("Lê Thị Lan"))


@pytest.fixture
def hoa(db: None) -> Account:
    return factories.account("hoa", of=factories.person("Đỗ Hoà"))


def test_rows_come_with_what_they_refer_to(lan: Account, hoa: Account, django_assert_num_queries) -> None:
    prepared = Prepared(1, _with_person)
    for one in (lan, hoa, lan):
        with django_assert_num_queries(1):
            (found,) = prepared(one.pk)
            assert found.person == one.person
        plainly = _with_person(one.pk).get()
        assert vars(found).keys() == vars(plainly).keys()
        for field in Account._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(plainly, field.attname)


def test_nobody_is_found_by_another_id(lan: Account) -> None:
    prepared = Prepared(1, _with_person)
    assert prepared(lan.pk)
    assert prepared(uuid.uuid4()) == []


def test_each_uuid_goes_to_its_own_place(lan: Account, hoa: Account) -> None:
    prepared = Prepared(2, _of_both)
    assert prepared(lan.pk, lan.person_id) == [lan]
    assert prepared(lan.pk, hoa.person_id) == []
    assert prepared(hoa.pk, hoa.person_id)[0].get_deferred_fields() == {"email"}


def test_what_changed_is_seen(lan: Account) -> None:
    prepared = Prepared(1, _with_person)
    assert prepared(lan.pk)[0].person.full_name == "Lê Thị Lan"
    Person.objects.filter(pk=lan.person_id).update(full_name="Lê Lan")
    assert prepared(lan.pk)[0].person.full_name == "Lê Lan"


@pytest.mark.django_db(transaction=True)
def test_threads_share_it_each_with_a_connection_of_its_own() -> None:
    accounts = [factories.account(f"hv{number}", of=factories.person(f"Học viên {number}")) for number in range(4)]
    prepared = Prepared(1, _with_person)

    def ask(account: Account) -> bool:
        try:
            return all(prepared(account.pk) == [account] for _ in range(20))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(ask, accounts))


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_only() -> None:
    lan = factories.account("lan", of=factories.person("Lê Thị Lan"))
    prepared = Prepared(1, lambda account: Account.objects.filter(pk=account).select_for_update())
    with transaction.atomic():
        assert prepared(lan.pk) == [lan]
    with pytest.raises(TransactionManagementError):
        prepared(lan.pk)
