"""How far a long command is: a bar on a terminal, a line at every tenth otherwise."""

from typing import TextIO

WIDTH = 30


class ProgressBar:
    """``total`` in the same unit as what ``advance`` is told, whatever it is."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream, self.total, self.tenth, self.shown = stream, max(total, 1), 0, -1
        self.on_terminal = stream.isatty()

    def advance(self, done: int, text: str) -> None:
        """``done`` of the total so far; ``text`` says it in words."""
        percent = min(100, 100 * done // self.total)
        if self.on_terminal and percent != self.shown:
            filled = WIDTH * percent // 100
            self.stream.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {percent:3d} % {text}\x1b[K")
            self.stream.flush()
        elif not self.on_terminal and percent // 10 > self.tenth:
            self.stream.write(f"{percent} % {text}\n")
        self.shown, self.tenth = percent, percent // 10

    def finish(self) -> None:
        if self.on_terminal and self.shown >= 0:
            self.stream.write("\n")
