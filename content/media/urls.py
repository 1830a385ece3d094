"""Pictures below ``MEDIA_URL``; sound and video at addresses that pages sign."""

from django.urls import path

from content.media import views

app_name = "media"
urlpatterns = [
    path(f"media/{views.FOLDER}/<path:name>", views.image, name="image"),
    path("ghi/<str:token>/", views.recording, name="recording"),
    path("ghi/<str:token>/phu-de.vtt", views.captions, name="captions"),
]
