"""H5P.DragText: words are dragged into the gaps they were taken from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.h5p.authoring import starred
from content.h5p.authoring.forms import TaskForm
from content.h5p.authoring.kind import Kind, Parameters, Written
from content.h5p.authoring.markup import as_html, paragraph
from mooc.foundation.vietnamese import fold

TIP = "|"
MOST_WORD, MOST_EXTRA = 80, 20
# There a colon begins a tip and a backslash what is said to an answer; this sign looks like a colon.
_COLON, _LIKE_A_COLON = ":", "\u2236"


def word_and_tip(text: str) -> tuple[str, str]:
    word, _bar, tip = text.partition(TIP)
    return word.strip(), tip.strip()


class DragForm(TaskForm):
    extra = forms.CharField(
        label=gettext_lazy("Từ gây nhiễu"),
        help_text=gettext_lazy("Mỗi dòng một từ, không vào chỗ trống nào. Có thể để trống."),
        max_length=MOST_EXTRA * (MOST_WORD + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    instant = forms.BooleanField(label=gettext_lazy("Báo đúng sai ngay khi thả từ"), required=False)
    field_order = ["task", "text", "extra", "retry", "solution", "instant"]

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["task"].initial = "Kéo các từ vào đúng chỗ trống."
        self.fields["text"].help_text = _(
            "Đặt dấu * trước và sau từ cần kéo: Không cho ai biết *mật khẩu* của mình. Muốn có gợi ý thì thêm sau dấu "
            "|: *mật khẩu|dùng để đăng nhập*."
        )

    def problems(self, text: str) -> list[str]:
        found = [
            text % {"line": line, "word": word}
            for line, inside in starred.starred(text)
            for word, text in [(word_and_tip(inside)[0], _problem(inside))]
            if text
        ]
        return list(dict.fromkeys(found))

    def clean_extra(self) -> list[str]:
        words = list(dict.fromkeys(line.strip() for line in self.cleaned_data["extra"].splitlines() if line.strip()))
        if len(words) > MOST_EXTRA:
            raise ValidationError(_("Nhiều nhất %d từ gây nhiễu.") % MOST_EXTRA)
        for word in words:
            if any(sign in word for sign in ("*", "\\", TIP)) or len(word) > MOST_WORD:
                told = _("“%(word)s”: từ gây nhiễu dài nhất %(most)d ký tự, không có dấu *, | hoặc \\.")
                raise ValidationError(told % {"word": word, "most": MOST_WORD})
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        right = {word_and_tip(inside)[0].casefold() for _line, inside in starred.starred(cleaned.get("text", ""))}
        for word in cleaned.get("extra", []):
            if word.casefold() in right:
                self.add_error("extra", _("“%s” là từ đúng của một chỗ trống, không thể làm từ gây nhiễu.") % word)
        return cleaned


def _problem(inside: str) -> str:
    word, _tip = word_and_tip(inside)
    if not word:
        return _("Dòng %(line)d: trước dấu | cần có từ.")
    if "\\" in inside:
        return _("Dòng %(line)d: giữa hai dấu * không dùng được dấu \\.")
    if len(word) > MOST_WORD:
        return _("Dòng %(line)d: “%(word)s” quá dài để kéo. Anh/chị chọn một cụm từ ngắn hơn.")
    return ""


class Drag(Kind):
    name = "keo-tu"
    library = "H5P.DragText"
    label = gettext_lazy("Kéo từ vào chỗ trống")
    about = gettext_lazy("Người học kéo từng từ vào chỗ trống trong câu. Làm được bằng bàn phím.")
    form = DragForm
    template = "h5p/writing/preview_drag.html"

    def parameters(self, written: Written) -> Parameters:
        return {
            "taskDescription": paragraph(written["task"]),
            "textField": "\n".join(map(_line, starred.lines(written["text"]))),
            "distractors": " ".join(f"*{_word(word)}*" for word in written["extra"]),
            "behaviour": {
                "enableRetry": written["retry"],
                "enableSolutionsButton": written["solution"],
                "enableCheckButton": True,
                "instantFeedback": written["instant"],
            },
        }

    def preview(self, written: Written) -> dict[str, Any]:
        lines = [
            [(run.is_starred, *(word_and_tip(run.text) if run.is_starred else (run.text, ""))) for run in line]
            for line in starred.lines(written["text"])
        ]
        words = [word for line in lines for is_gap, word, _tip in line if is_gap]
        return {"lines": lines, "words": sorted([*words, *written["extra"]], key=fold)}


def _line(runs: list[starred.Run]) -> str:
    return "".join(_gap(run.text) if run.is_starred else as_html(run.text) for run in runs)


def _gap(inside: str) -> str:
    word, tip = word_and_tip(inside)
    return f"*{_word(word)}{_COLON + as_html(tip) if tip else ''}*"


def _word(text: str) -> str:
    return as_html(text).replace(_COLON, _LIKE_A_COLON)
