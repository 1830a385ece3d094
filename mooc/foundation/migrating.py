"""Founding a database in a fifth of the time: migrations make few of their models again.

After each operation Django renders again whatever is related to the model it changed, in either direction and however
far: nearly all models there are, forty times over. A model needs it only when it changed itself, or points at one that
was rendered again, for it holds the class it points at.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState
from django.db.migrations.utils import resolve_relation

# Of the application and of the model, in small letters.
Key = tuple[str, str]
_reload_model, _reload_models = ProjectState.reload_model, ProjectState.reload_models


@contextmanager
def few_renderings() -> Iterator[None]:
    """Inside of it an empty database is migrated like this, any other as Django does it."""
    _put(reload_model=_reload_few, reload_models=_reload_all)
    try:
        yield
    finally:
        _put(reload_model=_reload_model, reload_models=_reload_models)


def _put(**methods: Any) -> None:
    for name, method in methods.items():
        setattr(ProjectState, name, method)


def _reload_few(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    """Never a ``delay``: it would have every function of a migration find all models rendered again."""
    if "apps" not in vars(state):
        return
    models = state.apps.get_models(include_auto_created=True, include_swapped=True)
    # Classes shared with another state know of what is related to them there: so where a database has tables already.
    if any(model._meta.apps is not state.apps for model in models):
        _reload_model(state, app_label, model_name, delay)
    else:
        state._reload(_to_render(state, (app_label, model_name), models))


def _reload_all(state: Any, models: Any, delay: bool = True) -> None:
    """What points at a model that is given another name, in Django's way, but not left for later either."""
    _reload_models(state, models, delay=False)


def _to_render(state: Any, changed: Key, models: list[Any]) -> set[Key]:
    pointing = _pointing(state)
    found: set[Key] = set()
    waiting = [changed]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(pointing[key])
    rendered = {model for model in models if (model._meta.app_label, model._meta.model_name) in found}
    if pointing[changed]:
        for model in rendered:
            # The state of before asks its classes for it when they have left the registry.
            _ = model._meta.related_objects
    # Tables between two models go with the class that brought them.
    between = [model._meta for model in models if model._meta.auto_created in rendered]
    return found | {(meta.app_label, meta.model_name) for meta in between}


def _pointing(state: Any) -> defaultdict[Key, set[Key]]:
    """Which models hold the class of a model: by a relation, or as its heirs."""
    found: defaultdict[Key, set[Key]] = defaultdict(set)
    for key, model in state.models.items():
        for base in model.bases:
            if isinstance(base, str):
                found[resolve_relation(base, *key)].add(key)
        for field in model.fields.values():
            for name in ("model", "through"):
                if held := getattr(field.remote_field, name, None):
                    found[resolve_relation(held, *key)].add(key)
    return found
