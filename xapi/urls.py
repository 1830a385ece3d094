"""Two prefixes, one store: they differ in the version answered when a request names none."""

from django.urls import URLPattern, path

from xapi import views

app_name = "xapi"


def _under(prefix: str, default: str, suffix: str) -> list[URLPattern]:
    """Names are those of the resources with ``suffix``, as in ``activities/state_2``."""
    made = [path(f"{prefix}about", views.about, {"default": default}, name=f"about{suffix}")]
    for name in views.RESOURCES:
        made.append(path(f"{prefix}{name}", views.resource, {"name": name, "default": default}, name=f"{name}{suffix}"))
    return made


urlpatterns = [*_under("", "1.0.3", ""), *_under("2.0/", "2.0.0", "_2")]
