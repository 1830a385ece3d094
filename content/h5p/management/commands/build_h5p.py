"""``manage.py build_h5p FOLDER``"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from content.h5p.building import SCAM_SIGNS, build, samples


class Command(BaseCommand):
    help = "Write the samples of our own H5P content type as .h5p files, library included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in samples().items():
            path = folder / f"{name}.h5p"
            path.write_bytes(build(SCAM_SIGNS, content))
            self.stdout.write(str(path))
