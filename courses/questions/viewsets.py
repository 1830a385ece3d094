"""The bank in Wagtail's admin: a list that is searched without marks, the form of one question, and the chooser."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetCreateView
from wagtail.snippets.views.snippets import CreateView, HistoryView, SnippetViewSet

from courses.questions.authoring.panels import AnswersPanel
from courses.questions.filtering import QuestionFilterSet
from courses.questions.forms import NewQuestionForm, QuestionForm
from courses.questions.history import told
from courses.questions.models import Question
from courses.questions.registry import buttons, drawn_by, links
from mooc.foundation.choosing import USAGE, FoldedChooserViewSet, FoldedIndexView


class QuestionIndexView(FoldedIndexView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *buttons(self.request.user, self.request.GET.urlencode())]

    def get_base_queryset(self) -> QuerySet[Question]:
        return super().get_base_queryset().select_related("current")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Which assessments would draw each of the page's."""
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        titles = drawn_by([question.pk for question in shown])
        for question in shown:
            question.drawn_by = "; ".join(titles.get(question.pk, []))
        return paginator, page, shown, is_paginated


class VersionsView(HistoryView):
    """In the place of Wagtail's history: what learners were asked, version by version."""

    results_template_name = "questions/admin/versions.html"
    # Nothing of the log is listed, so there is nothing to filter.
    filterset_class = None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        context = {"told": told(self.object, user), "links": links(user, self.object)}
        return {**super().get_context_data(*args, **kwargs), **context}


class WriteView(CreateView):
    """A new question, of the kind its address names."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {**(kwargs.get("initial") or {}), "kind": self.request.GET.get("kind")}}


class CreateWhileChoosingView(SnippetCreateView):
    def get_creation_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class QuestionChooserViewSet(FoldedChooserViewSet):
    create_view_class = CreateWhileChoosingView
    creation_form_class = NewQuestionForm
    creation_tab_label = _("Câu hỏi mới")
    create_action_label = _("Thêm vào ngân hàng và chọn")


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Ngân hàng câu hỏi")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = QuestionIndexView
    history_view_class = VersionsView
    add_view_class = WriteView
    chooser_viewset_class = QuestionChooserViewSet
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Loại")),
        Column("get_difficulty_display", label=_("Độ khó")),
        "competence",
        Column("current.number", label=_("Phiên bản")),
        USAGE,
        Column("drawn_by", label=_("Bài có thể rút câu này")),
    ]
    filterset_class = QuestionFilterSet
    list_per_page = 50
    ordering = ["-id"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("prompt"),
            MultiFieldPanel([AnswersPanel(), FieldPanel("content")], heading=_("Phương án và đáp án")),
            FieldPanel("explanation"),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("hint_lines", "image", "image_alt", "decorative", "audio", "video")],
                heading=_("Gợi ý, ảnh, âm thanh, video"),
            ),
            MultiFieldPanel(
                [FieldPanel("difficulty"), FieldPanel("competence"), FieldPanel("tags")],
                heading=_("Để tìm và rút câu"),
            ),
        ],
        base_form_class=QuestionForm,
    )
