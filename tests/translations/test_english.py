"""The English catalogue is complete: every message of the sources, once, with its placeholders."""

import re
from pathlib import Path

import pytest

from mooc.translations.catalogues import lacks, path_of
from mooc.translations.sources import messages
from tests.translations.literals import of_python, of_templates

ROOT = Path(__file__).resolve().parents[2]
# Read by operators on a terminal, written into documents and data, which are Vietnamese for every reader, or searched
# for in what authors bring; names of rooms are shown to nobody.
ALWAYS_VIETNAMESE = re.compile(
    r"(^mooc/(demo|settings|formats/vi)/|/management/|/apps\.py:|^courses/catalogue/(actions|checking|loading|\w+_text|writing)"
    r"|^courses/beginning/(actions|skeletons)|^courses/catalogue/editors|^courses/importing/(building|markdown|pictures)"
    r"|^courses/exchange/(formats/sheet|items)|^courses/questions/authoring/choices.py:\d+: Đúng$"
    r"|^courses/questions/types/directives|^courses/catalogue/proofreading.py:\d+: \[Viết:$"
    r"|^learners/agencies/(checking\w*|facts|kept|loading)"
    r"|^learners/certificates/(naming|printing|receivers)|^learners/coverage/(asking|downloads|exports|named|reporting)"
    r"|^learners/coverage/(documents/(as_docx|docx_template|layouts|making|paper|workbook)|wording)"
    r"|^learners/rosters/(cells|days|layout|sample)"
    r"|^learners/enrolment/authorities|^learners/progress/receivers|^mooc/foundation/(legacy_fonts|located|syllables|tabular|vietnamese)"
    r"|^content/h5p/authoring/(labels/|(cards|drag|mark).py:\d+: (Đọc mặt trước|Kéo các từ|Chạm vào các từ))"
    r"|^courses/exchange/(formats/h5p_out.py:\d+: Điền vào chỗ trống\.$|packing.py:\d+: Bộ câu hỏi$)"
    r"|^themes/[^/]+/templates/site_name|^content/blocks/tables.py:\d+: \[\+-)"
)


def test_every_message_has_its_english_and_nothing_is_left_over() -> None:
    wanted = set(messages(ROOT))
    assert len(wanted) > 1000
    assert lacks(path_of(ROOT, "en"), wanted).lines() == []


@pytest.mark.parametrize("of", [of_python, of_templates])
def test_no_vietnamese_word_is_written_past_the_catalogue(of: object) -> None:
    found = [line for line in of(ROOT) if not ALWAYS_VIETNAMESE.search(line)]  # type: ignore[operator]
    assert found == []
