"""The site with the controls beside it; tasks run at once and nothing is logged."""

from mooc.settings.base import *  # noqa: F403

ROOT_URLCONF = "bench.site"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
LOGGING_CONFIG = "logging.config.dictConfig"
# Tests and measurements ask as often as they can; how often a client may has a test of its own.
XAPI_PER_MINUTE = STUDY_PER_MINUTE = 0
