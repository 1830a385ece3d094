"""Twenty thousand lines are read, judged and applied in a few statements for each thousand."""

import pytest

from learners.agencies.models import Membership
from learners.people.models import Account
from learners.rosters.models import RosterImport, State
from tests.foundation.spreadsheets import files
from tests.progress.lrs import queries_of
from tests.rosters import many
from tests.rosters.conftest import Bring
from tests.rosters.test_verdicts import apply
from tests.rosters.units import Health

pytestmark = pytest.mark.django_db
UNITS = ["Văn phòng", "Phòng Tổ chức", "Sở Y tế"]


def cost(bring: Bring, minh: Account, content: bytes) -> tuple[int, int]:
    """Queries until the preview stands, and of taking it over."""
    made: list[RosterImport] = []
    before = len(queries_of(lambda: made.append(bring(content))))
    after = len(queries_of(lambda: apply(made[0], minh)))
    assert made[0].state == State.APPLIED, made[0].problem
    return before, after


def test_a_thousand_lines_more_cost_less_than_ten_statements(bring: Bring, minh: Account, health: Health) -> None:
    few = cost(bring, minh, files.csv_file(many.rows(500, UNITS)))
    lots = cost(bring, minh, files.csv_file(many.rows(4500, UNITS, from_code=10_000)))
    more = sum(lots) - sum(few)
    assert more <= 40, (few, lots)
    later = many.rows(4500, UNITS[::-1], from_code=10_000, position="Kế toán", since="26/10/2026")
    moved = cost(bring, minh, files.csv_file(later))
    assert sum(moved) <= sum(few) + 60, moved
    assert Membership.objects.filter(position="Kế toán").count() == 4500


@pytest.mark.full
def test_twenty_thousand_lines_stay_within_a_query_for_a_hundred(bring: Bring, minh: Account, health: Health) -> None:
    before, after = cost(bring, minh, files.xlsx(many.rows(20_000, UNITS)))
    assert before + after <= 200, (before, after)
