"""What a lesson is made of. Blocks are classes, so that migrations stay small."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.interactive import InteractiveBlock
from content.blocks.pictures import PictureBlock
from content.blocks.recordings import AudioBlock, VideoBlock
from content.blocks.tables import TableBlock

RICH_TEXT = ["h2", "h3", "bold", "italic", "code", "ol", "ul", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH_TEXT, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")
        template = "blocks/text.html"


class FigureBlock(blocks.StructBlock):
    image = PictureBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Ảnh")
        template = "blocks/figure.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Loại"),
        choices=[("note", _("Ghi nhớ")), ("warning", _("Cẩn thận")), ("example", _("Ví dụ"))],
        default="note",
    )
    text = blocks.RichTextBlock(label=_("Nội dung"), features=["bold", "italic", "code", "ul", "ol", "link"])

    class Meta:
        icon = "help"
        label = _("Khung nhấn mạnh")
        template = "blocks/callout.html"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=160)
    steps = blocks.ListBlock(
        blocks.RichTextBlock(features=["bold", "italic", "code", "link"]), label=_("Các bước"), min_num=2
    )

    class Meta:
        icon = "list-ol"
        label = _("Các bước")
        template = "blocks/steps.html"


class PracticeBlock(blocks.StructBlock):
    minutes = blocks.IntegerBlock(label=_("Số phút"), min_value=1, max_value=480, default=20)
    task = blocks.RichTextBlock(label=_("Việc cần làm"), features=["bold", "italic", "code", "ul", "ol"])

    class Meta:
        icon = "edit"
        label = _("Thực hành")
        template = "blocks/practice.html"


class LessonBlocks(blocks.StreamBlock):
    text = TextBlock()
    figure = FigureBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    practice = PracticeBlock()
    table = TableBlock()
    video = VideoBlock()
    audio = AudioBlock()
    interactive = InteractiveBlock()
