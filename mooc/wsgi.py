"""The WSGI entry point gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mooc.settings.production")

application = get_wsgi_application()

# All that is loaded now stays: looking through it again for garbage took a fifth of what a request costs.
get_resolver().url_patterns  # noqa: B018 - loads every view
gc.collect()
gc.freeze()
# Requests make and drop many objects, few of them in circles.
gc.set_threshold(20_000, 20, 20)
