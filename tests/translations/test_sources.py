"""What of the sources is taken for a message, and how a catalogue follows them."""

from pathlib import Path

import polib
import pytest

from mooc.translations.catalogues import compile_stale, is_stale, lacks, mismatched, path_of, refresh
from mooc.translations.sources import Message, Place, python_messages, template_messages


def of_python(source: str) -> list[Message]:
    return [message for message, _ in python_messages(source, "x.py")]


def of_template(source: str) -> list[Message]:
    return [message for message, _ in template_messages(source, "x.html")]


def test_calls_in_python_are_found_in_all_their_forms() -> None:
    assert of_python('_("Một" " hai")') == [Message("Một hai")]
    assert of_python('words = {1: gettext_lazy("Ba")}') == [Message("Ba")]
    assert of_python('translation.gettext("Bốn")') == [Message("Bốn")]
    assert of_python('ngettext("%d ngày", "%d ngày", n)') == [Message("%d ngày", "%d ngày")]
    assert of_python('pgettext("nút", "Mở")') == [Message("Mở", context="nút")]
    assert of_python('npgettext("a", "%d phần", "%d phần", n)') == [Message("%d phần", "%d phần", "a")]


def test_what_is_no_literal_is_marked_elsewhere() -> None:
    assert of_python("_(word)") == []
    assert of_python('print("Năm")') == []


def test_tags_of_templates_are_found_as_django_looks_them_up() -> None:
    assert of_template('{% translate "Khóa học" %}') == [Message("Khóa học")]
    assert of_template("<a title=\"{% translate 'Mở' context 'nút' %}\">") == [Message("Mở", context="nút")]
    assert of_template("{% blocktranslate with n=x %}đạt {{ n }}%{% endblocktranslate %}") == [Message("đạt %(n)s%%")]
    assert of_template("{% blocktranslate trimmed %}\n một\n hai\n{% endblocktranslate %}") == [Message("một hai")]
    assert of_template('{{ _("Sáu") }} {% include "a.html" with text=_("Bảy") %}') == [Message("Sáu"), Message("Bảy")]
    plural = "{% blocktranslate count n=x %}{{ n }} ngày{% plural %}{{ n }} ngày{% endblocktranslate %}"
    assert of_template(plural) == [Message("%(n)s ngày", "%(n)s ngày")]
    assert of_template("{% blocktranslate %}“Nói” \"và\" 'viết'{% endblocktranslate %}") == [
        Message("“Nói” \"và\" 'viết'")
    ]


@pytest.fixture
def english(tmp_path: Path) -> Path:
    path = path_of(tmp_path, "en")
    refresh(path, {Message("Mở"): [Place("a.py", 3)], Message("%(n)s ngày", "%(n)s ngày"): [Place("b.html")]})
    return path


def translate(path: Path, **words: str) -> None:
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s day", 1: "%(n)s days"}
        else:
            entry.msgstr = words["single"]
    catalogue.save()


def test_a_refreshed_catalogue_keeps_its_translations_and_drops_what_nobody_asks_for(english: Path) -> None:
    translate(english, single="Open")
    told = refresh(english, {Message("Mở"): [Place("c.py", 1)], Message("Đóng"): [Place("c.py", 2)]})
    assert {entry.msgid: entry.msgstr for entry in told} == {"Mở": "Open", "Đóng": ""}


def test_what_a_catalogue_lacks_is_listed(english: Path) -> None:
    wanted = {Message("Mở"), Message("Đóng")}
    assert lacks(english, wanted).lines() == ["missing: Mở", "missing: Đóng", "unused: %(n)s ngày"]
    translate(english, single="Open")
    assert lacks(english, {Message("Mở"), Message("%(n)s ngày", "%(n)s ngày")}).lines() == []


@pytest.mark.parametrize(
    ("text", "said", "fits"),
    [
        ("%(n)s/%(all)s", "%(all)s: %(n)s", True),
        ("%(n)s ngày", "%(m)s days", False),
        ("đạt %(n)s%%", "at least %(n)s%%", True),
        ("đạt %(n)s%%", "at least %(n)s", False),
        ("Mở <strong>ra</strong>", "Open", False),
        (", hoặc ", ", or ", True),
        (", hoặc ", ", or", False),
        ("{name} đã nộp", "{name} handed in", True),
    ],
)
def test_a_translation_keeps_placeholders_and_tags(tmp_path: Path, text: str, said: str, fits: bool) -> None:
    path = path_of(tmp_path, "en")
    refresh(path, {Message(text): [Place("a.py")]})
    translate(path, single=said)
    assert (mismatched(path) == []) is fits


def test_a_catalogue_is_compiled_only_when_it_is_younger(english: Path, tmp_path: Path) -> None:
    translate(english, single="Open")
    assert compile_stale(tmp_path) == [english]
    assert not is_stale(english)
    assert compile_stale(tmp_path) == []
    assert {entry.msgid: entry.msgstr for entry in polib.mofile(str(english.with_suffix(".mo")))}["Mở"] == "Open"
