"""The demonstration on one machine: zero environment, files served from where they are."""

from mooc.settings.base import *  # noqa: F403

# Whoever starts it reads addresses and sign-ins, not every page that is made.
LOGGING["root"]["level"] = "WARNING"
for quiet in LOGGING["loggers"].values():
    quiet["level"] = "WARNING"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".localhost", "[::1]"]
WHITENOISE_USE_FINDERS = True
# The cast signs in with the printed password alone; whoever wants to see the second factor sets it up from her page.
SECOND_FACTOR_REQUIRED = False
