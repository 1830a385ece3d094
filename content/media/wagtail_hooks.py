"""Registrations."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from content.media.recordings import Audio, Video
from content.media.viewsets import RecordingViewSetGroup
from mooc.foundation.permissions import NeverDeleted

# Released lessons show them for as long as somebody studies one.
for model in (Audio, Video):
    register_permission_policy(model, NeverDeleted(model), exact_class=True)
register_snippet(RecordingViewSetGroup)
