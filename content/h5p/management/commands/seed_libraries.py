"""``manage.py seed_libraries FILE_OR_FOLDER...``"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.h5p.seeding import Seeded, seed


class Command(BaseCommand):
    help = "Keep the libraries of H5P packages and approve them: whoever runs this vouches for their code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help=".h5p files, or folders of them")

    def handle(self, *args: Any, **options: Any) -> None:
        paths, refused = list(_packages(options["paths"])), 0
        for path in paths:
            seeded = seed(path)
            self.stdout.write(f"{path}: {_told(seeded)}")
            for problem in seeded.problems:
                self.stdout.write(f"  {problem}")
            refused += bool(seeded.problems)
        if refused:
            text = ngettext(
                "%(number)d gói trong %(all)d gói không được nhận.",
                "%(number)d gói trong %(all)d gói không được nhận.",
                refused,
            )
            raise CommandError(text % {"number": refused, "all": len(paths)})


def _packages(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() == ".h5p" and one.is_file())
            if not found:
                raise CommandError(_("Không có tệp .h5p nào trong %s.") % path)
            yield from found
        elif path.is_file():
            yield path
        else:
            raise CommandError(_("Không có tệp hay thư mục nào tên %s.") % path)


def _told(seeded: Seeded) -> str:
    if seeded.problems:
        return _("không nhận")
    told = _("thư viện mới %(new)d, đã có %(known)d") % {"new": seeded.new, "known": seeded.known}
    if seeded.left:
        told += ", " + _("không duyệt hoặc đã rút nên để nguyên: %s") % ", ".join(seeded.left)
    return told
