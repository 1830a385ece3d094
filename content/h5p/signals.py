"""What rooms above hear of libraries, inside the transaction of the decision."""

from django.dispatch import Signal

# Sets of keys of revisions that waited: ``ready`` can be played now that all their libraries are approved, ``broken``
# cannot for all that, ``refused`` are those that need a library ``acting_user`` said no to.
awaited_libraries_decided = Signal()
