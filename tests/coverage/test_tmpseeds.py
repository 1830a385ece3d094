import pytest, os, random
from django.db import transaction
from tests.coverage.test_arriving import holds_for

pytestmark = pytest.mark.django_db


def test_seeds(course):
    r = random.Random(int(os.environ.get("S0", "1")))
    bad = []
    for _ in range(int(os.environ.get("N", "120"))):
        seed = r.randrange(2**32)
        try:
            with transaction.atomic():
                holds_for(seed)
                transaction.set_rollback(True)
        except AssertionError as e:
            bad.append((seed, str(e)[:300]))
            print("BAD", seed, str(e)[:300], flush=True)
    assert not bad
