"""Below ``MEDIA_URL``."""

from django.urls import path

from content.media import views

app_name = "media"
urlpatterns = [path(f"media/{views.FOLDER}/<path:name>", views.image, name="image")]
