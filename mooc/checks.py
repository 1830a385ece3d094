"""What ``manage.py check --deploy`` asks of this installation beside Django's own questions."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.translation, deploy=True)
def translations_are_compiled(**kwargs: Any) -> list[CheckMessage]:
    """Without compiled catalogues the site is in Vietnamese for everybody, and the admin half in English."""
    from mooc.translations.catalogues import is_stale

    stale = [path for path in sorted(settings.ROOT.glob("locale/*/LC_MESSAGES/*.po")) if is_stale(path)]
    return [
        Error(
            f"{path.relative_to(settings.ROOT)} is not compiled",
            hint="manage.py translations --compile",
            id="mooc.E001",
        )
        for path in stale
    ]
