"""What is asked of the Vietnamese catalogues and not in them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

from django.utils import translation
from django.utils.translation import trans_real

from mooc.translations.sources import messages
from tests.translations.literals import VIETNAMESE

LETTER = re.compile(r"[a-z]", re.IGNORECASE)
ROOT = Path(__file__).resolve().parents[2]
# Names, codes and what is the same in both languages.
SAME = {"Wagtail", "HTML", "URL", "API", "ID", "Tab", "OK", "Email", "Cc", "Slug", "IRI", "XLSX", "CSV"}


class Asked:
    """Collects, while it is entered, every message that has no Vietnamese."""

    def __init__(self) -> None:
        self.missing: dict[str, str] = {}
        self.where = ""
        self._ours = {(one.context, one.text) for one in messages(ROOT)}
        self._catalogue = trans_real.translation("vi")._catalog

    def listening(self) -> AbstractContextManager[Any]:
        made = {
            "gettext": self._wrapped(trans_real.gettext, lambda text: ("", text)),
            "ngettext": self._wrapped(trans_real.ngettext, lambda text, plural, number: ("", text)),
            "pgettext": self._wrapped(trans_real.pgettext, lambda context, text: (context, text)),
            "npgettext": self._wrapped(trans_real.npgettext, lambda context, text, plural, number: (context, text)),
        }
        return mock.patch.multiple(translation._trans, **made)  # type: ignore[attr-defined]

    def _wrapped(self, real: Callable[..., str], which: Callable[..., tuple[str, str]]) -> Callable[..., str]:
        def answer(*given: Any) -> str:
            context, text = which(*(str(part) if isinstance(part, str) else part for part in given))
            if translation.get_language() == "vi" and not self._is_known(context, text):
                self.missing.setdefault(text, self.where)
            return real(*given)

        return answer

    def _is_known(self, context: str, text: str) -> bool:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        # What stands in the database, as names of rights, is Vietnamese already.
        if text in SAME or (context, text) in self._ours or VIETNAMESE.search(text) or not LETTER.search(text):
            return True
        key = f"{context}\x04{text}" if context else text
        return any(self._catalogue.get(one) is not None for one in (key, (key, 0)))
