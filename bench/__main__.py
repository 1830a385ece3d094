"""``python -m bench [NAME] [--json] [--size N] [--keep FOLDER] [--package FILE]``: one line per figure.

Exits 1 when a budget is missed.

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
    "coverage": ("sqlite", "postgres"),
    "roster": ("sqlite", "postgres"),
    "h5p": ("sqlite",),
}
# What a nation needs of memory.
POSTGRES = ("shared_buffers=2GB", "work_mem=64MB", "maintenance_work_mem=1GB", "max_wal_size=16GB")
DATABASE = "BENCH_DATABASE"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="?", choices=sorted(BENCHES))
    parser.add_argument("--json", action="store_true", help="one JSON object per figure")
    parser.add_argument("--size", type=int, help="people of coverage on PostgreSQL, two million otherwise")
    parser.add_argument("--keep", type=Path, help="a folder in which coverage's PostgreSQL stays, filled")
    parser.add_argument("--package", type=Path, help="a .h5p file for h5p, instead of one that is made")
    options = parser.parse_args()
    if options.package and not options.package.is_file():
        parser.error(f"no such file: {options.package}")
    if os.environ.get(DATABASE):
        return _measure(options.name)
    kept = True
    for name in [options.name] if options.name else BENCHES:
        for database in BENCHES[name]:
            for figure in _figures(name, database, options):
                kept &= figure.is_kept
                print(json.dumps(figure.as_json()) if options.json else figure.line(), flush=True)
    return 0 if kept else 1


def _figures(name: str, database: str, options: argparse.Namespace) -> Iterator[Figure]:
    """Of one benchmark on one throw-away database, or one that is kept."""
    with tempfile.TemporaryDirectory(prefix="mooc-bench-") as folder:
        if database == "sqlite":
            package = str(options.package.resolve()) if options.package else ""
            yield from _run(name, database, f"sqlite:///{folder}/bench.sqlite3", folder, BENCH_PACKAGE=package)
            return
        binaries = postgres.find_binaries()
        if binaries is None:
            print(f"PostgreSQL was not measured: its programs were not found. Install: {postgres.INSTALL}", flush=True)
            return
        is_large = name == "coverage"
        cluster = postgres.Cluster(
            binaries,
            *(POSTGRES if is_large else ()),
            folder=options.keep.resolve() if is_large and options.keep else None,
        )
        try:
            cluster.start()
            yield from _run(name, database, cluster.url, folder, BENCH_PEOPLE=str(options.size or ""))
        finally:
            cluster.stop()


def _run(name: str, database: str, url: str, folder: str, **more: str) -> Iterator[Figure]:
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": url, "MOOC_VAR": folder, **more}
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
    from bench import assessment, coverage, h5p, lrs, pages, roster

    benches = {
        "assessment": assessment.figures,
        "coverage": coverage.figures,
        "h5p": h5p.figures,
        "lrs": lrs.figures,
        "pages": pages.figures,
        "roster": roster.figures,
    }
    for figure in benches[name](os.environ[DATABASE]):
        fields = {key: value for key, value in figure.as_json().items() if key not in ("ratio", "is_kept")}
        print(json.dumps(fields), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
