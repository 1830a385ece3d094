"""The WSGI entry point gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from mooc.foundation.loaded import keep_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mooc.settings.production")

application = get_wsgi_application()

get_resolver().url_patterns  # noqa: B018 - loads every view
keep_loaded()
