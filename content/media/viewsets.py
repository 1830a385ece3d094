"""Sound and video in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.media.recording_forms import AudioForm, VideoForm
from content.media.recordings import Audio, Video
from mooc.foundation.choosing import USAGE, FoldedChooserViewSet, FoldedIndexView

FILE = FieldPanel("file", help_text=_("Chọn một lần: tệp khác là một bản ghi khác."))
SECONDS = FieldPanel("seconds", help_text=_("Học viên thấy trước khi mở."))


class RecordingViewSet(SnippetViewSet):
    copy_view_enabled = False
    index_view_class = FoldedIndexView
    chooser_viewset_class = FoldedChooserViewSet
    list_display = [
        "title",
        Column("size_words", label=_("Dung lượng")),
        Column("length_words", label=_("Thời lượng")),
        USAGE,
    ]
    list_per_page = 50
    ordering = ["-pk"]


class VideoViewSet(RecordingViewSet):
    model = Video
    icon = "media"
    menu_label = _("Video")
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FILE,
            FieldPanel("captions_file"),
            FieldPanel("captions", help_text=_("Theo mẫu WebVTT. Sửa ở đây thì mọi người học thấy ngay.")),
            FieldPanel("silent"),
            FieldPanel("transcript", help_text=_("Để trống thì lấy từ phụ đề.")),
            FieldPanel("poster"),
            SECONDS,
        ],
        base_form_class=VideoForm,
    )


class AudioViewSet(RecordingViewSet):
    model = Audio
    icon = "media"
    menu_label = _("Âm thanh")
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FILE,
            FieldPanel("transcript", help_text=_("Viết đủ lời nói, mỗi đoạn một dòng.")),
            SECONDS,
        ],
        base_form_class=AudioForm,
    )


class RecordingViewSetGroup(SnippetViewSetGroup):
    items = (VideoViewSet, AudioViewSet)
    menu_icon = "media"
    menu_label = _("Âm thanh, video")
    menu_order = 260
