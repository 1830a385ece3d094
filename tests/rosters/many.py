"""A roster of many people who do not exist, always the same: for what it costs."""

import random
from typing import Any

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLE = ("Thị", "Văn", "Minh", "Ngọc", "Hữu", "Thanh", "Quốc", "Kim", "Xuân", "Đức")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đào", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nghĩa", "Oanh", "Phúc", "Quỳnh")
HEAD = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Mã cán bộ",
    "Điện thoại",
    "Đối tượng",
    "Chức vụ",
    "Đơn vị",
    "Từ ngày",
    "Ghi chú",
]


def rows(
    number: int,
    units: list[str],
    *,
    from_code: int = 0,
    position: str = "Chuyên viên",
    since: str = "25/06/2025",
) -> list[list[Any]]:
    """The heads and ``number`` lines, with codes from ``from_code`` on, spread over ``units``."""
    dice = random.Random(20261126 + from_code)
    told: list[list[Any]] = [HEAD]
    for line in range(1, number + 1):
        # Neither two rosters nor the people there are share a name, else each of them waits for a decision.
        second = MIDDLE[from_code // 10_000 - 1] if from_code else "Gia"
        name = " ".join((dice.choice(FAMILY), dice.choice(MIDDLE), second, dice.choice(GIVEN)))
        born = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1966, 2003)}"
        code, phone = f"{from_code + line:07}", f"09{dice.randint(0, 99_999_999):08}"
        told.append([line, name, born, code, phone, "Công chức", position, units[line % len(units)], since, ""])
    return told
