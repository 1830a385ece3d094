"""Settings that work with no environment at all: SQLite, local files, one machine."""

from pathlib import Path

import dj_database_url

from mooc import env
from mooc.logs import LOGGING  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
# A folder per province beside the base: what it holds overrides.
THEMES = {each.name: each for each in sorted((ROOT / "themes").iterdir()) if each.is_dir() and each.name != "base"}
VAR = Path(env.text("MOOC_VAR", str(ROOT / "var")))
(VAR / "static").mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", False)
# Only for a machine that serves itself; production.py refuses to start without its own.
SECRET_KEY = env.text("SECRET_KEY", "zero-environment-key-never-used-in-production-0123456789")
# Earlier keys, while what was written under them is still to be read.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
ROOT_URLCONF = "mooc.urls"
WSGI_APPLICATION = "mooc.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

INSTALLED_APPS = [
    "mooc",
    "mooc.foundation",
    "xapi",
    "content.pages",
    "content.media",
    "content.h5p",
    "courses.catalogue",
    "courses.questions",
    "courses.rekeying",
    "courses.editions",
    "courses.importing",
    "courses.exchange",
    "courses.outline",
    "courses.beginning",
    "learners.people",
    "learners.notices",
    "learners.agencies",
    "learners.rosters",
    "learners.enrolment",
    "learners.attempts",
    "learners.progress",
    "learners.certificates",
    "learners.regrading",
    "learners.campaigns",
    "learners.coverage",
    "learners.external",
    "learners.warnings",
    "learners.weekly",
    "learners.study",
    "learners.rehearsal",
    "learners.feedback",
    "learners.analysis",
    "learners.marking",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "learners.people.apps.AccountsInAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "learners.people.factor_apps.AccountTables",
    "learners.people.factor_apps.FactorTables",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mooc.compression.CompressPages",
    "content.pages.themes.know_the_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "content.pages.languages.reader_language",
    "mooc.foundation.uploads.bounded",
    "django.middleware.common.CommonMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "learners.people.sessions.keep_pages_private",
    "learners.people.factor_gate.ask_for_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "themes" / "base" / "templates"],
        "OPTIONS": {
            "builtins": ["content.pages.templatetags.languages"],
            "loaders": [
                (
                    "content.pages.themes.Loader",
                    [
                        "content.pages.themes.ThemeLoader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

# -- Data ---------------------------------------------------------------------

DATABASES = {"default": dj_database_url.parse(env.text("DATABASE_URL") or f"sqlite:///{VAR / 'mooc.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Write transactions take the lock when they begin, so readers never upgrade into a deadlock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Reading through the system's own cache saves a call per page once the file outgrows SQLite's. Folding 64 MB of
        # log back at once, not 4, writes a page that many statements changed once.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=1073741824; PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=16000;",
    }
    # Opening costs more than a page, and closing the last connection folds the write-ahead log back each time.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8)}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
# Megabytes of one recording; what phones on a slow line fetch.
RECORDING_MB = env.number("RECORDING_MB", 100)
# The web server's internal location that shows MEDIA_ROOT, as "/noi-bo/": it then sends recordings itself.
MEDIA_ACCEL = env.text("MEDIA_ACCEL")
# The npm package with H5P's core; nothing is played where it is not installed.
H5P_CORE = Path(env.text("H5P_CORE", str(ROOT / "node_modules" / "h5p-standalone")))
# Where else interactive content may take pictures and recordings from, by https alone.
H5P_OUTSIDE_HOSTS = env.hosts("H5P_OUTSIDE_HOSTS")
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ROOT / "themes" / "base" / "static",
    *((f"themes/{name}", folder / "static") for name, folder in THEMES.items() if (folder / "static").is_dir()),
]
# Files of people: no address shows this folder, and no web server may.
PRIVATE_ROOT = VAR / "private"
# Megabytes of one file, and of one request, outside the admin.
UPLOAD_MB, REQUEST_MB = 5, 32
FILE_UPLOAD_HANDLERS = [
    "mooc.foundation.uploads.PassLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
PRIVATE_STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    # No web server's account need read them.
    "OPTIONS": {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
}
# Files of interactive content, by their SHA-256: everybody may read them who knows it, through a view or not.
H5P_STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": VAR / "h5p"},
}
STORAGES = {
    "private": PRIVATE_STORAGE,
    "h5p": H5P_STORAGE,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- Mail: a second channel beside the notices; without a host nothing is sent ---------

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "khong-tra-loi@dai-hoc-so.invalid")

# -- Language and time ---------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("km", "ភាសាខ្មែរ")]
# Those with a whole catalogue of their own; pages may be written in any of LANGUAGES.
READER_LANGUAGES = ["vi", "en"]
LANGUAGE_COOKIE_NAME = "ngon_ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["mooc.formats"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Ho_Chi_Minh")
USE_TZ = True

# -- Who signs in ---------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "learners.people.backends.UsernameOrPhoneBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# How long a printed code lets its owner choose a password.
SIGN_IN_CODE_DAYS = env.number("SIGN_IN_CODE_DAYS", 14)
# Who registers below this age waits for a guardian's consent.
GUARDIAN_AGE = env.number("GUARDIAN_AGE", 16)
# Accounts with rights prove a second factor; nothing below these addresses opens to them without.
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", True)
SECOND_FACTOR_PATHS = ("/quan-tri/", "/phu-trach/", "/xem-thu/", "/cham-bai/")
MFA_ADAPTER = "learners.people.factor_secrets.Secrets"
MFA_TOTP_ISSUER = "Đại học số"
# From one address, which an office or a school shares; 0 is without limit.
REGISTRATIONS_PER_HOUR = env.number("REGISTRATIONS_PER_HOUR", 60)
# How many proxies of ours stand in front and add to X-Forwarded-For.
PROXY_COUNT = env.number("PROXY_COUNT", 0)
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "study:landing"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
# Who holds a mailbox would hold the account: a forgotten password needs a printed code, or an administrator.
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Lock-outs count per account: fifty people behind one office address sign in at 8:00.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "learners.people.backends.counted_name"
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# For who ticks "máy của riêng tôi".
OWN_DEVICE_SECONDS = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "learners.study.failures.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin writes inline scripts and styles.
    "EXCLUDE_URL_PREFIXES": ["/quan-tri/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# -- Wagtail --------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Đại học số"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.CourseImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.CourseDocument"
# Words are folded before they are indexed; a configuration for a language would drop "do", "the" and "no".
TAGGIT_TAGS_FROM_STRING = "mooc.foundation.tagging.split_tags"
TAGGIT_STRING_FROM_TAGS = "mooc.foundation.tagging.join_tags"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Who has done nothing in a course for so long has stopped: authors are told where.
STOPPED_DAYS = env.number("STOPPED_DAYS", 14)

# -- Statements -------------------------------------------------------------------

# The actor homePage of this installation: constant for ever, never a province's domain.
XAPI_HOME_PAGE = env.text("XAPI_HOME_PAGE", "https://dai-hoc-so.invalid/nguoi-hoc")
# Activity IRIs begin with this: constant for ever, like the homePage.
XAPI_ACTIVITY_BASE = env.text("XAPI_ACTIVITY_BASE", "https://dai-hoc-so.invalid/xapi/hoat-dong")

# axes.W006 asks for lock-outs per address; an office of fifty shares one.
# security.W019 asks for DENY; Wagtail's editor shows its own previews in a frame.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W019"]
