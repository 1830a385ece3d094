"""H5P.Dialogcards: cards with two sides, turned one after the other."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.h5p.authoring.forms import TASK, WrittenForm
from content.h5p.authoring.kind import Kind, Parameters, Written
from content.h5p.authoring.markup import as_html, paragraph

MOST_CARDS, MOST_SIDE, SPARE = 60, 400, 4


class CardForm(forms.Form):
    front = forms.CharField(
        label=gettext_lazy("Mặt trước"),
        max_length=MOST_SIDE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    back = forms.CharField(
        label=gettext_lazy("Mặt sau"), max_length=MOST_SIDE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    tip = forms.CharField(label=gettext_lazy("Gợi ý (không bắt buộc)"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A card has both sides, or is none: its row stays empty."""
        cleaned = super().clean() or self.cleaned_data
        told = {"front": _("Thẻ còn thiếu mặt trước."), "back": _("Thẻ còn thiếu mặt sau.")}
        for name, text in told.items():
            if any(cleaned.values()) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, text)
        return cleaned


class CardFormSet(forms.BaseFormSet):
    def rows(self) -> list[dict[str, str]]:
        return [form.cleaned_data for form in self.forms if any(form.cleaned_data.values())]

    def clean(self) -> None:
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(_("Anh/chị viết ít nhất một thẻ có hai mặt."))


class CardsForm(WrittenForm):
    task = forms.CharField(
        label=gettext_lazy("Việc cần làm"),
        max_length=300,
        error_messages=TASK,
        initial="Đọc mặt trước, nhớ câu trả lời rồi lật thẻ.",
    )
    again = forms.BooleanField(
        label=gettext_lazy("Lặp lại thẻ chưa thuộc cho đến khi thuộc"),
        help_text=gettext_lazy("Không chọn thì mỗi thẻ được xem một lần, theo thứ tự ở trên."),
        required=False,
    )
    shuffled = forms.BooleanField(label=gettext_lazy("Xáo thứ tự thẻ"), required=False)
    field_order = ["task", "again", "shuffled"]

    @cached_property
    def cards(self) -> CardFormSet:
        made = forms.formset_factory(
            CardForm, formset=CardFormSet, extra=SPARE, max_num=MOST_CARDS, validate_max=True, absolute_max=MOST_CARDS
        )
        rows = self.initial.get("cards", [])
        bound: Any = made(self.data if self.is_bound else None, initial=rows, prefix="cards")
        found: CardFormSet = bound
        return found

    def is_valid(self) -> bool:
        # Both, so that all that is wrong is said at once.
        return all([super().is_valid(), self.cards.is_valid()])

    def written(self) -> dict[str, Any]:
        return {**super().written(), "cards": self.cards.rows()}


class Cards(Kind):
    name = "the-ghi-nho"
    library = "H5P.Dialogcards"
    label = gettext_lazy("Thẻ ghi nhớ")
    about = gettext_lazy("Thẻ hai mặt để tự nhớ: đọc mặt trước, lật xem mặt sau. Không chấm điểm.")
    form = CardsForm
    template = "h5p/writing/preview_cards.html"

    def parameters(self, written: Written) -> Parameters:
        return {
            "title": "",
            "mode": "repetition" if written["again"] else "normal",
            "description": paragraph(written["task"]),
            "dialogs": [_card(card) for card in written["cards"]],
            "behaviour": {
                "enableRetry": True,
                "disableBackwardsNavigation": False,
                "scaleTextNotCard": False,
                "randomCards": written["shuffled"],
                "maxProficiency": 3,
                "quickProgression": False,
            },
        }

    def preview(self, written: Written) -> dict[str, Any]:
        return {"cards": written["cards"]}


def _card(card: dict[str, str]) -> dict[str, Any]:
    sides = {"text": paragraph(card["front"]), "answer": paragraph(card["back"])}
    return {**sides, "tips": {"front": as_html(card["tip"])} if card["tip"] else {}}
