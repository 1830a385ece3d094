"""The two forms of an author whose key was wrong: how versions are judged from now on, and why all are graded again."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import Question, QuestionVersion
from courses.rekeying.actions import CannotRekey, rekey
from courses.rekeying.models import Way
from learners.regrading.actions import NothingToGrade, start
from learners.regrading.models import Regrade

LONGEST = 300


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Người học bị ảnh hưởng sẽ đọc dòng này. Không ghi đáp án vào đây."),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


class KeyForm(ReasonForm):
    field_order = ["versions", "way", "key", "reason"]

    versions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Phiên bản chấm sai"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một phiên bản.")},
    )
    way = forms.ChoiceField(label=gettext_lazy("Từ nay"), choices=Way, initial=Way.KEY, widget=forms.RadioSelect)
    key = forms.TypedChoiceField(
        label=gettext_lazy("Phiên bản có đáp án đúng"),
        help_text=gettext_lazy("Chỉ dùng khi chấm theo đáp án đã sửa. Sửa đáp án ở trang sửa câu hỏi trước."),
        coerce=int,
    )

    def __init__(self, question: Question, versions: Sequence[QuestionVersion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {version.pk: version for version in versions}
        named = [(version.pk, _("Phiên bản %d") % version.number) for version in versions]
        for name in ("versions", "key"):
            cast(forms.ChoiceField, self.fields[name]).choices = named
        self.fields["key"].initial = question.current_id
        self.fields["versions"].initial = [pk for pk, _name in named if pk != question.current_id]

    def decide(self, acting_user: Any) -> bool:
        """False when it cannot be: the form says why."""
        if not self.is_valid():
            return False
        said = self.cleaned_data
        try:
            rekey(
                versions=[self.found[pk] for pk in said["versions"]],
                way=said["way"],
                key=self.found[said["key"]],
                reason=said["reason"],
                acting_user=acting_user,
            )
        except CannotRekey as problem:
            self.add_error(None, str(problem))
            return False
        return True


class StartForm(ReasonForm):
    def start(self, question: Question, acting_user: Any) -> Regrade | None:
        """None when it cannot be: the form says why."""
        if not self.is_valid():
            return None
        try:
            return start(question=question, reason=self.cleaned_data["reason"], acting_user=acting_user)
        except NothingToGrade:
            self.add_error(None, _("Mọi bài đã chấm đúng cách chấm hiện nay, không có gì để chấm lại."))
            return None
