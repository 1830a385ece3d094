"""Believable names of the lower Mekong: family names by how common they are, given names by generation; and ids."""

import random
from uuid import UUID

FAMILY = {
    "Nguyễn": 320, "Trần": 115, "Lê": 92, "Phạm": 62, "Huỳnh": 62, "Võ": 46, "Phan": 42, "Trương": 26, "Bùi": 20,
    "Đặng": 20, "Ngô": 16, "Hồ": 16, "Dương": 14, "Đỗ": 13, "Lâm": 13, "Mai": 10, "Lý": 10, "Đoàn": 9, "Châu": 8,
    "Thạch": 8, "Tô": 7, "Cao": 7, "Trịnh": 6, "Quách": 5, "Kim": 5, "Sơn": 4, "Tạ": 4, "La": 3,
}  # fmt: skip
MIDDLE_MEN = {
    "Văn": 30, "Hữu": 9, "Minh": 9, "Quốc": 8, "Thanh": 8, "Hoàng": 8, "Công": 5, "Trung": 5, "Tấn": 5, "Chí": 5,
    "Phước": 4, "Đức": 4, "Ngọc": 4, "Nhật": 3, "Thành": 3, "Bá": 2,
}  # fmt: skip
MIDDLE_WOMEN = {
    "Thị": 34, "Ngọc": 11, "Thị Mỹ": 5, "Kim": 6, "Thị Ngọc": 5, "Thúy": 5, "Bích": 5, "Hồng": 5, "Cẩm": 4, "Mỹ": 5,
    "Thị Kim": 4, "Thanh": 5, "Diễm": 3, "Thu": 4, "Tuyết": 2,
}  # fmt: skip
GIVEN_MEN = (
    "An Bảo Bình Chiến Cường Danh Duy Dũng Dương Đạt Điền Đông Giang Hải Hào Hậu Hiếu Hiền Hòa Hoàng Hùng Huy Hưng "
    "Kha Khang Khánh Khải Khoa Kiên Kiệt Lâm Lộc Long Lợi Luân Lực Mẫn Minh Nam Nghĩa Nguyên Nhân Nhàn Nhựt Phát "
    "Phong Phú Phúc Phương Quang Quân Quý Sang Sơn Tài Tâm Tân Thái Thạnh Thắng Thành Thiện Thịnh Thuận Tín Toàn "
    "Trí Trọng Trung Trường Tuấn Tùng Tường Út Việt Vinh Vũ"
)
GIVEN_WOMEN = (
    "Anh Ánh Bích Chi Cúc Diệu Dung Duyên Đào Đoan Giang Hà Hạnh Hằng Hiền Hiếu Hoa Hoài Hồng Huệ Hương Khuyên Kiều "
    "Lan Lành Liên Linh Loan Ly Mai Mận Mến My Mỹ Nga Ngân Ngọc Nguyệt Nhàn Nhi Nhung Như Nương Oanh Phượng Phương "
    "Quyên Quỳnh Tâm Thanh Thảo Thắm Thi Thơ Thu Thúy Thủy Thư Thương Tiên Trang Trâm Trinh Trúc Tú Tuyền Tuyết Uyên "
    "Vân Vi Xuân Xuyến Yến"
)


def full_name(dice: random.Random) -> str:
    """Family, middle and given name; a hundred draws hold a few homonyms, as a roster does."""
    family = _draw(dice, FAMILY)
    if dice.random() < 0.5:
        return f"{family} {_draw(dice, MIDDLE_MEN)} {dice.choice(GIVEN_MEN.split())}"
    return f"{family} {_draw(dice, MIDDLE_WOMEN)} {dice.choice(GIVEN_WOMEN.split())}"


def uuid_of(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _draw(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]
