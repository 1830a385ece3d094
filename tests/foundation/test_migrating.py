"""Rendering few models while a database is founded changes nothing in what is founded."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from mooc.foundation.migrating import few_renderings

ROOT = Path(__file__).resolve().parents[2]
DJANGO, OURS = "django.core.management.commands.migrate", "mooc.management.commands.migrate"
MIGRATE = """
import sys
from importlib import import_module
import django
from django.core.management import call_command
django.setup()
call_command(import_module(sys.argv[1]).Command(), verbosity=0)
"""
POSTGRES = [
    "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default, is_identity,"
    " character_maximum_length, numeric_precision FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
]


@pytest.fixture
def state() -> ProjectState:
    """A works of an author, who is in groups; a book is a work; a shelf has to do with none of them."""
    author = models.ForeignKey("library.Author", models.CASCADE)
    groups = models.ManyToManyField("library.Group")
    parent = models.OneToOneField("library.Work", models.CASCADE, parent_link=True, primary_key=True)
    made = ProjectState()
    for name, fields, bases in [
        ("Shelf", [("id", models.AutoField(primary_key=True))], None),
        ("Group", [("id", models.AutoField(primary_key=True))], None),
        ("Author", [("id", models.AutoField(primary_key=True)), ("groups", groups)], None),
        ("Work", [("id", models.AutoField(primary_key=True)), ("author", author)], None),
        ("Book", [("work_ptr", parent)], ("library.work",)),
    ]:
        made.add_model(ModelState("library", name, fields, bases=bases))
    return made


def rendered(state: ProjectState) -> dict[str, Any]:
    return dict(state.apps.all_models["library"])


def changed(state: ProjectState, before: dict[str, Any]) -> set[str]:
    return {name for name, model in rendered(state).items() if before.get(name) is not model}


def test_what_points_at_the_changed_one_is_rendered_again(state: ProjectState) -> None:
    before = rendered(state)
    with few_renderings():
        state.add_field("library", "author", "name", models.TextField(), preserve_default=True)
    assert changed(state, before) == {"author", "author_groups", "work", "book"}
    author, book = state.apps.get_model("library", "author"), state.apps.get_model("library", "book")
    assert book._meta.get_field("author").related_model is author
    assert {each.related_model._meta.model_name for each in author._meta.related_objects} == {"work"}
    assert not state.is_delayed


def test_what_it_points_at_stays_and_knows_of_it(state: ProjectState) -> None:
    before = rendered(state)
    with few_renderings():
        state.remove_field("library", "work", "author")
        state.add_model(ModelState("library", "Copy", [("shelf", models.ForeignKey("library.Shelf", models.CASCADE))]))
    assert changed(state, before) == {"work", "book", "copy"}
    assert not state.apps.get_model("library", "author")._meta.related_objects
    shelf = state.apps.get_model("library", "shelf")
    assert [each.related_model._meta.model_name for each in shelf._meta.related_objects] == ["copy"]


def test_no_table_between_two_models_outlives_its_field(state: ProjectState) -> None:
    assert "author_groups" in rendered(state)
    with few_renderings():
        state.remove_field("library", "author", "groups")
    assert "author_groups" not in rendered(state)


def test_the_earlier_state_still_knows_what_pointed_at_its_own(state: ProjectState) -> None:
    author = state.apps.get_model("library", "author")
    with few_renderings():
        state.rename_model("library", "Author", "Writer")
    assert [each.related_model._meta.model_name for each in author._meta.related_objects] == ["work"]


def test_classes_of_another_state_are_left_to_django(state: ProjectState) -> None:
    assert state.apps
    other = state.clone()
    before = rendered(other)
    with few_renderings():
        other.add_field("library", "shelf", "name", models.TextField(), preserve_default=True)
        other.add_field("library", "work", "shelf", models.ForeignKey("library.Shelf", models.CASCADE), True)
    assert changed(other, before) == set(before)


def test_nothing_is_left_for_later(state: ProjectState) -> None:
    assert state.apps
    with few_renderings():
        state.alter_model_options("library", "shelf", {"ordering": ["id"]})
        state.rename_model("library", "Author", "Writer")
    assert not state.is_delayed
    writer, work = state.apps.get_model("library", "writer"), state.apps.get_model("library", "work")
    assert work._meta.get_field("author").related_model is writer
    assert state.apps.get_model("library", "book").__base__ is work


@pytest.fixture
def urls(tmp_path: Path) -> Iterator[list[str]]:
    """Of two empty databases, of the kind the suite runs on."""
    cluster = os.environ.get("MOOC_TEST_CLUSTER")
    if not cluster:
        yield [f"sqlite:///{tmp_path / name}.sqlite3" for name in ("plain", "quick")]
        return
    names = [f"{name}_{os.getpid()}" for name in ("plain", "quick")]
    with closing(psycopg.connect(**address(cluster), autocommit=True)) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")
        yield [f"{cluster.rpartition('/')[0]}/{name}" for name in names]
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address(url: str) -> dict[str, Any]:
    parts = dj_database_url.parse(url)
    return {"host": parts["HOST"], "user": parts["USER"], "dbname": parts["NAME"]}


def shape(url: str) -> list[str]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return sorted(map(str, connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")))
    with closing(psycopg.connect(**address(url))) as connection:
        return sorted(str(row) for query in POSTGRES for row in connection.execute(query))


def rows(url: str, table: str, columns: str) -> list[Any]:
    """Ids differ from one founding to the next: Django renders in the order of a set."""
    query = f"SELECT {columns} FROM {table}"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return sorted(connection.execute(query))
    with closing(psycopg.connect(**address(url))) as connection:
        return sorted(connection.execute(query))


@pytest.mark.full
def test_the_same_is_founded(urls: list[str]) -> None:
    for url, module in zip(urls, [DJANGO, OURS], strict=True):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mooc.settings.base", "DATABASE_URL": url}
        subprocess.run([sys.executable, "-c", MIGRATE, module], cwd=ROOT, env=environment, check=True)
    plain, quick = urls
    assert len(shape(plain)) > 500
    assert shape(quick) == shape(plain)
    for table, columns in [
        ("django_migrations", "app, name"),
        ("django_content_type", "app_label, model"),
        ("auth_permission", "codename, name"),
        ("auth_group", "name"),
        ("wagtailcore_page", "path, slug, title, numchild"),
        ("people_datatext", "purpose, version, title, body"),
    ]:
        assert rows(quick, table, columns) == rows(plain, table, columns), table
