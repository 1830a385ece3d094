"""Settings of the test suite: fast hashing, nothing kept, no task run unless the test asks for it."""

from mooc import env
from mooc.settings.base import *  # noqa: F403

if env.text("MOOC_TEST_DB") == "postgres":
    # Models differ by vendor (the search index), so it must be known when they are made; the tests say which database.
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": ""}}

# No file a test hands in reaches the disk.
PRIVATE_STORAGE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES = {**STORAGES, "private": PRIVATE_STORAGE, "h5p": PRIVATE_STORAGE}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Indexing every page and question that is made was half of what making them costs.
TASKS = {"default": {"BACKEND": "tests.unkept.Unkept"}}
AXES_ENABLED = False
# Most tests sign somebody in without a password; those of the second factor ask for it.
SECOND_FACTOR_REQUIRED = False
# Tests and measurements ask as often as they can; how often a client may has a test of its own.
XAPI_PER_MINUTE = 0
STUDY_PER_MINUTE = 0
