import pytest

from learners.agencies.models import Agency
from tests.coverage import world


@pytest.fixture
def units(province: world.Province) -> tuple[Agency, Agency]:
    """Two divisions below Sở Y tế, with two people and one."""
    plan = world.agency("Phòng Kế hoạch", province.health, kind="phong", code="H99.01.01")
    medical = world.agency("Phòng Nghiệp vụ y", province.health, kind="phong", code="H99.01.02")
    for name, place in (("Lý Văn Hai", plan), ("Tạ Thị Ba", plan), ("Mai Văn Tư", medical)):
        world.member(name, place)
    return plan, medical
