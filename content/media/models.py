"""Images, documents, sound and video: our own models from the first day, for swapping them later is dear."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from content.media.recordings import Audio, Video

__all__ = ["Audio", "CourseDocument", "CourseImage", "CourseRendition", "Video"]


class CourseImage(AbstractImage):
    alt_text = models.CharField(_("mô tả cho người không nhìn thấy ảnh"), max_length=300, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_text")

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text


class CourseRendition(AbstractRendition):
    image = models.ForeignKey(CourseImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once")
        ]


class CourseDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta:
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
