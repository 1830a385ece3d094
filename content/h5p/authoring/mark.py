"""H5P.MarkTheWords: words are found in a text.

There a word ends at a space. A Vietnamese word is often of several syllables, so each of them is marked, and the
learner taps each of them.
"""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.h5p.authoring import starred
from content.h5p.authoring.forms import TaskForm
from content.h5p.authoring.kind import Kind, Parameters, Written
from content.h5p.authoring.markup import as_html, paragraph

# What the content type takes from the beginning and from the end of a word before it looks for stars.
_BEFORE, _AFTER = r"[\[({⟨¿¡“\"«„]*", r"[\",….:;?!\])}⟩»”]*"
_STARRED = re.compile(r"\*[^*]+\*")


class MarkForm(TaskForm):
    field_order = ["task", "text", "retry", "solution"]

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["task"].initial = "Chạm vào các từ đúng."
        self.fields["text"].help_text = _(
            "Đặt dấu * trước và sau từ cần tìm: *OTP* là mã dùng một lần. Từ có nhiều tiếng thì người học chạm vào "
            "từng tiếng."
        )

    def problems(self, text: str) -> list[str]:
        found = []
        for number, line in enumerate(text.splitlines(), 1):
            for match in _STARRED.finditer(line):
                before, after = line[: match.start()], line[match.end() :]
                is_apart = re.search(rf"(?:^|\s){_BEFORE}$", before) and re.match(rf"{_AFTER}(?:\s|$)", after)
                if not is_apart:
                    told = _("Dòng %(line)d: “%(word)s” dính liền với chữ bên cạnh. Anh/chị đánh dấu cả từ.")
                    found.append(told % {"line": number, "word": match[0].strip("*")})
        return found


class Mark(Kind):
    name = "danh-dau-tu"
    library = "H5P.MarkTheWords"
    label = gettext_lazy("Đánh dấu từ")
    about = gettext_lazy("Người học chạm vào các từ đúng trong đoạn văn.")
    form = MarkForm
    template = "h5p/writing/preview_mark.html"

    def parameters(self, written: Written) -> Parameters:
        lines = starred.lines(written["text"])
        return {
            "taskDescription": paragraph(written["task"]),
            "textField": "".join(f"<p>{_line(line)}</p>" for line in lines if line),
            "behaviour": {
                "enableRetry": written["retry"],
                "enableSolutionsButton": written["solution"],
                "enableCheckButton": True,
                "showScorePoints": True,
            },
        }

    def preview(self, written: Written) -> dict[str, Any]:
        lines = [
            [(run.is_starred, run.text.split() if run.is_starred else run.text) for run in line]
            for line in starred.lines(written["text"])
        ]
        return {"lines": lines, "number": sum(len(text) for line in lines for is_marked, text in line if is_marked)}


def _line(runs: list[starred.Run]) -> str:
    return "".join(_marked(run.text) if run.is_starred else as_html(run.text) for run in runs)


def _marked(text: str) -> str:
    return " ".join(f"*{as_html(syllable)}*" for syllable in text.split())
