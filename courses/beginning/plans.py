"""What beginning a course will make, shown before anything is made."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.beginning.skeletons import Skeleton
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson or an assessment; ``detail`` says in words how long or how much it is."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Modules with their parts in their order; ``notes`` say what does and does not come along."""

    modules: list[tuple[str, list[Planned]]]
    notes: list[str]

    @property
    def parts(self) -> int:
        return sum(len(units) for _title, units in self.modules)


def plan_empty() -> Plan:
    return Plan([], [_("Khóa học chưa có học phần nào. Anh/chị thêm học phần và bài trên sơ đồ khóa học.")])


def plan_skeleton(skeleton: Skeleton) -> Plan:
    modules = []
    for module in skeleton.modules:
        units = [Planned(lesson.title, _lesson(lesson.minutes)) for lesson in module.lessons]
        if module.assessment:
            units.append(Planned(module.assessment[0], _("bài kiểm tra, chưa có câu hỏi")))
        modules.append((module.title, units))
    return Plan(
        modules,
        [
            _("Chỗ cần viết ghi sẵn trong ngoặc vuông, kèm gợi ý. Còn chỗ chưa viết thì chưa phát hành được."),
            _("Câu hỏi của bài kiểm tra anh/chị chọn từ ngân hàng câu hỏi."),
        ],
    )


def plan_copy(source: CoursePage) -> Plan:
    """In its newest writing; a handful of queries for any number of pages."""
    pages = list(source.get_descendants().order_by("path"))
    minutes = dict(LessonPage.objects.descendant_of(source).values_list("pk", "minutes"))
    asked = {page.pk: page.asked for page in AssessmentPage.objects.descendant_of(source)}
    modules: dict[str, tuple[str, list[Planned]]] = {}
    for page in pages:
        above = modules.get(page.path[: -Page.steplen])
        if above is None:
            modules[page.path] = (page.draft_title, [])
        elif page.pk in minutes:
            above[1].append(Planned(page.draft_title, _lesson(minutes[page.pk])))
        else:
            above[1].append(Planned(page.draft_title, _assessment(asked[page.pk])))
    return Plan(
        list(modules.values()),
        [
            _("Lấy nội dung mới nhất của từng trang, kể cả bản nháp chưa xuất bản."),
            _("Câu hỏi dùng chung với khóa gốc trong ngân hàng câu hỏi; ảnh và tài liệu cũng dùng chung."),
            _("Không sao chép: các lần phát hành, người ghi danh, kết quả học, bản dịch, ý kiến người học."),
            _("Đây là khóa học khác: ai học xong khóa gốc vẫn phải học khóa mới từ đầu."),
        ],
    )


def _lesson(minutes: int) -> str:
    return ngettext("bài học, %d phút", "bài học, %d phút", minutes) % minutes


def _assessment(questions: int) -> str:
    return ngettext("bài kiểm tra, %d câu hỏi", "bài kiểm tra, %d câu hỏi", questions) % questions
