"""What every kind of content has that is written here."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from content.h5p.authoring.forms import WrittenForm

Written = dict[str, Any]
Parameters = dict[str, Any]


class Kind(ABC):
    """``name`` is in addresses and in what is kept; ``library`` the machine name of its content type."""

    name: ClassVar[str]
    library: ClassVar[str]
    label: ClassVar[Any]
    about: ClassVar[Any]
    form: ClassVar[type[WrittenForm]]
    # Of what an author looks at before she saves.
    template: ClassVar[str]

    @abstractmethod
    def parameters(self, written: Written) -> Parameters:
        """What the author says; what she does not is the library's, or ours in Vietnamese."""

    @abstractmethod
    def preview(self, written: Written) -> dict[str, Any]:
        """What the template shows."""
