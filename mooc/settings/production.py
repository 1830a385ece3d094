"""Production: refuses to start without its secrets, hosts and database, naming what is missing."""

from mooc import env

env.required("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BASE_URL", "XAPI_HOME_PAGE", "XAPI_ACTIVITY_BASE")

from mooc.settings.base import *  # noqa: E402, F403

DEBUG = False
STORAGES = {
    "private": PRIVATE_STORAGE,
    "h5p": H5P_STORAGE,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PROXY_COUNT = env.number("PROXY_COUNT", 1)
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
