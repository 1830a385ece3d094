"""What imports do not show: relations between models and dependencies between migrations go downwards too."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings

ORDER = [
    "mooc.foundation",
    "xapi",
    "content.media",
    "content.pages",
    "courses.questions",
    "courses.rekeying",
    "courses.exchange",
    "courses.catalogue",
    "courses.editions",
    "learners.people",
    "learners.notices",
    "learners.agencies",
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
]
ROOMS = {apps.get_app_config(name.rsplit(".", 1)[-1]).label: rank for rank, name in enumerate(ORDER)}
APART = {("attempts", "progress"), ("progress", "attempts")}
# Whoever signs in may be named anywhere: Django swaps the account model in.
ACCOUNT = settings.AUTH_USER_MODEL.lower()
SWAPPED = (ACCOUNT.split(".")[0], "__first__")


def test_no_model_relates_upwards() -> None:
    upwards = []
    for model in apps.get_models():
        label = model._meta.app_label
        for field in model._meta.get_fields():
            other = field.related_model if field.is_relation and not field.auto_created else None
            if label not in ROOMS or other is None or isinstance(other, str) or other._meta.label_lower == ACCOUNT:
                continue
            target = other._meta.app_label
            if target in ROOMS and (ROOMS[target] > ROOMS[label] or (label, target) in APART):
                upwards.append(f"{model._meta.label}.{field.name} -> {other._meta.label}")
    assert upwards == []


def test_no_migration_depends_upwards() -> None:
    upwards = []
    for name in ORDER:
        label = name.rsplit(".", 1)[-1]
        package = f"{name}.migrations"
        try:
            found = import_module(package)
        except ModuleNotFoundError:
            continue
        for module in iter_modules(found.__path__):
            migration = import_module(f"{package}.{module.name}").Migration
            for other, which in map(tuple, migration.dependencies):
                if other in ROOMS and ROOMS[other] > ROOMS[label] and (other, which) != SWAPPED:
                    upwards.append(f"{label}.{module.name} -> {other}")
    assert upwards == []


def test_xapi_relates_to_nothing_outside_it() -> None:
    for model in apps.get_app_config("xapi").get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model:
                assert field.related_model._meta.app_label == "xapi"
