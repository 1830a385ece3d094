"""``python -m bench [NAME] [--json]``: prints one line per figure, exits 1 when a budget is missed.

Each benchmark runs in a process per database, for the settings say which database the models are made for.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests import postgres

BENCHES = {
    "lrs": ("sqlite", "postgres"),
    "pages": ("sqlite",),
    "assessment": ("postgres",),
    "roster": ("sqlite", "postgres"),
}
DATABASE = "BENCH_DATABASE"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="?", choices=sorted(BENCHES))
    parser.add_argument("--json", action="store_true", help="one JSON object per figure")
    options = parser.parse_args()
    if os.environ.get(DATABASE):
        return _measure(options.name)
    kept = True
    for name in [options.name] if options.name else BENCHES:
        for database in BENCHES[name]:
            for figure in _figures(name, database):
                kept &= figure.is_kept
                print(json.dumps(figure.as_json()) if options.json else figure.line(), flush=True)
    return 0 if kept else 1


def _figures(name: str, database: str) -> Iterator[Figure]:
    """Of one benchmark on one throw-away database."""
    with tempfile.TemporaryDirectory(prefix="mooc-bench-") as folder:
        if database == "sqlite":
            yield from _run(name, database, f"sqlite:///{folder}/bench.sqlite3", folder)
            return
        binaries = postgres.find_binaries()
        if binaries is None:
            print(f"PostgreSQL was not measured: its programs were not found. Install: {postgres.INSTALL}", flush=True)
            return
        cluster = postgres.Cluster(binaries)
        try:
            cluster.start()
            yield from _run(name, database, cluster.url, folder)
        finally:
            cluster.stop()


def _run(name: str, database: str, url: str, folder: str) -> Iterator[Figure]:
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": url, "MOOC_VAR": folder}
    command = [sys.executable, "-m", "bench", name]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        command, cwd=root, env={**os.environ, **settings, DATABASE: database}, stdout=subprocess.PIPE, text=True
    ) as child:
        for line in child.stdout or ():
            yield Figure(**json.loads(line))
    if child.returncode:
        raise SystemExit(f"bench {name} on {database} failed")


def _measure(name: str) -> int:
    """In the child: figures go to standard output as they are measured."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from bench import assessment, lrs, pages, roster

    benches = {"assessment": assessment.figures, "lrs": lrs.figures, "pages": pages.figures, "roster": roster.figures}
    for figure in benches[name](os.environ[DATABASE]):
        fields = {key: value for key, value in figure.as_json().items() if key not in ("ratio", "is_kept")}
        print(json.dumps(fields), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
