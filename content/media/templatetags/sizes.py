"""How heavy a picture is, for who decides whether to load it."""

from django import template
from django.core.cache import cache
from django.template.defaultfilters import filesizeformat

from content.media.models import CourseRendition

register = template.Library()
# Seconds; a picture that is changed gets another rendition.
FOR = 24 * 3600


@register.filter
def file_size(rendition: CourseRendition) -> str:
    """``"31,5 KB"``; "" for a file that is gone. The storage is asked once: it may be on another machine."""
    key = f"content.media.size:{rendition.pk}"
    size = cache.get(key)
    if size is None:
        try:
            size = rendition.file.size
        except OSError:
            return ""
        cache.set(key, size, FOR)
    return filesizeformat(size)
