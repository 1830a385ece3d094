"""What was done to parameters while they were cleaned, and how much they have grown."""

from django.utils.translation import gettext as _

from content.h5p.package.limits import DEEPEST_PARAMETERS, MOST_CLEANED, MOST_FILLED, MOST_LOOKED_AT
from content.h5p.package.refusals import Refused
from content.h5p.registry import Asked


class Tally:
    """Places such as ``slides/0/text``, each once, in the order of reading."""

    def __init__(self) -> None:
        self._letters = self._looked_at = 0
        self.filled: dict[str, None] = {}
        self.changed: dict[str, None] = {}
        self.lacking: dict[str, None] = {}
        self.unknown: dict[Asked, None] = {}

    def written(self, text: str) -> str:
        """``text``, its length counted: HTML may grow when it is put right."""
        self._letters += len(text)
        if self._letters > MOST_CLEANED:
            raise _long()
        return text

    def look_at(self, fields: int) -> None:
        """A list may have as many groups as its semantics have fields, each of which is looked for in each."""
        self._looked_at += fields
        if self._looked_at > MOST_LOOKED_AT:
            raise _long()

    def fill(self, where: str) -> None:
        self.filled[where.lstrip("/")] = None
        if len(self.filled) > MOST_FILLED:
            raise Refused(_("Nội dung thiếu quá nhiều phần. Anh/chị mở và lưu lại ở nơi soạn rồi xuất lại gói."))

    def change(self, where: str) -> None:
        self.changed[where.lstrip("/")] = None

    def descend(self, depth: int) -> None:
        """Semantics nest values too, beyond what the JSON files were bounded by."""
        if depth > DEEPEST_PARAMETERS:
            raise Refused(_("Nội dung lồng nhau quá sâu. Anh/chị chia thành nhiều phần rồi xuất lại gói."))


def _long() -> Refused:
    return Refused(_("Nội dung quá dài. Anh/chị chia thành nhiều phần rồi xuất lại gói."))
