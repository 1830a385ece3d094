"""The bank in Wagtail's admin: a list that is searched without marks, and the form of one question."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.questions.forms import QuestionForm
from courses.questions.models import Question
from mooc.foundation.choosing import USAGE, FoldedChooserViewSet, FoldedIndexView


class QuestionIndexView(FoldedIndexView):
    def get_base_queryset(self) -> QuerySet[Question]:
        return super().get_base_queryset().select_related("current")


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Ngân hàng câu hỏi")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = QuestionIndexView
    chooser_viewset_class = FoldedChooserViewSet
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Loại")),
        "competence",
        Column("current.number", label=_("Phiên bản")),
        USAGE,
    ]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["-id"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("prompt"),
            FieldPanel("content"),
            FieldPanel("explanation"),
            FieldPanel("competence"),
        ],
        base_form_class=QuestionForm,
    )
