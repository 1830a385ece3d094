"""Where files of people lie: a storage of its own that no address shows, beside the folder of pictures.

Every file leaves through a view that asks for rights. Whoever names another storage in ``STORAGES["private"]`` keeps it
from the public too.
"""

from django.core.files.storage import Storage, storages

ALIAS = "private"


def private_storage() -> Storage:
    """Also for the ``storage`` of a field: settings decide, not the migration."""
    return storages[ALIAS]
