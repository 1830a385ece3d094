"""What the keys of a course's data are called in words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# Who a course is meant for; the keys are those of the catalogue's file.
AUDIENCES = {
    "can-bo-cong-chuc-vien-chuc": _("Cán bộ, công chức, viên chức"),
    "to-cong-nghe-so-cong-dong": _("Tổ công nghệ số cộng đồng"),
    "doan-vien-thanh-nien": _("Đoàn viên thanh niên"),
    "nguoi-dan": _("Người dân"),
    "nong-dan": _("Nông dân"),
    "tieu-thuong": _("Tiểu thương"),
    "hop-tac-xa": _("Hợp tác xã"),
    "hoc-sinh-sinh-vien": _("Học sinh, sinh viên"),
}


def audience_words(keys: Iterable[str]) -> list[str]:
    return [str(AUDIENCES[key]) for key in keys if key in AUDIENCES]
