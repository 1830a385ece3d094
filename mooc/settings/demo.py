"""The demonstration on one machine: zero environment, files served from where they are."""

from mooc.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
WHITENOISE_USE_FINDERS = True
