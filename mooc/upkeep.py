"""What Django, Wagtail and the queue of tasks ask to be run again and again; rooms register their own."""

from django.core.management import call_command

from mooc.foundation.recurring import Alive, Daily, Every, Recurring, register


def publish_scheduled(alive: Alive) -> None:
    """Pages whose hour to appear or to go has come."""
    call_command("publish_scheduled", verbosity=0)


def clear_sessions(alive: Alive) -> None:
    """Expired ones, with the answers that waited in them."""
    call_command("clearsessions", verbosity=0)


def prune_queue(alive: Alive) -> None:
    """Tasks that ended a fortnight ago: every page saved puts one there."""
    call_command("prune_db_task_results", queue_name="*", verbosity=0)


def register_all() -> None:
    register(Recurring("publish_scheduled", publish_scheduled, Every(minutes=5)))
    register(Recurring("clear_sessions", clear_sessions, Daily(hour=1, minute=30)))
    register(Recurring("prune_queue", prune_queue, Daily(hour=1, minute=45)))
