"""What an answer that is right in part earns, beside the rows of the kinds that have parts."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.authoring.answers import AnswerEditor
from courses.questions.models import QuestionKind
from courses.questions.types.base import Data
from courses.questions.types.credit import USUAL, Credit


class CreditOptions(forms.Form):
    credit = forms.ChoiceField(
        label=_("Trả lời đúng một phần"),
        choices=[
            (Credit.PARTIAL.value, _("được một phần điểm")),
            (Credit.ALL.value, _("không có điểm, đúng hết mới được")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class TickCreditOptions(CreditOptions):
    """Of choices: a wrong one takes something away, or ticking all of them would earn everything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit"].help_text = _("Được một phần điểm thì mỗi phương án sai trừ đi một phương án đúng.")


class WithCredit(AnswerEditor):
    """To be built upon, before the editor of the rows."""

    kind: ClassVar[QuestionKind]
    options_form = CreditOptions

    def options(self, data: Data) -> dict[str, Any]:
        return {"credit": data.get("credit", USUAL[self.kind].value)}

    def credited(self, data: Data, options: Mapping[str, Any]) -> Data:
        """Without the part where it is what it would be anyway."""
        credit = options.get("credit") or USUAL[self.kind]
        return data if credit == USUAL[self.kind] else {**data, "credit": str(credit)}
