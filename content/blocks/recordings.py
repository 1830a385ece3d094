"""Sound and video in a lesson: nothing is fetched before it is played, and its size is told first."""

import copy
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock


class VideoBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("media.Video", **kwargs)

    def bulk_to_python(self, values: Iterable[int]) -> list[Any]:
        """With the posters; the same video twice is two objects."""
        wanted = list(values)
        found = self.model_class.objects.select_related("poster").in_bulk(wanted)
        return [copy.copy(found.get(pk)) for pk in wanted]

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"


class AudioBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("media.Audio", **kwargs)

    class Meta:
        icon = "media"
        label = _("Âm thanh")
        template = "blocks/audio.html"
