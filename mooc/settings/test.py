"""Settings of the test suite: fast hashing, tasks at once, nothing kept."""

from mooc import env
from mooc.settings.base import *  # noqa: F403

if env.text("MOOC_TEST_DB") == "postgres":
    # Models differ by vendor (the search index), so it must be known when they are made; the tests say which database.
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": ""}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
AXES_ENABLED = False
