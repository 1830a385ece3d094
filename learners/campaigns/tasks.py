"""What the worker does for campaigns."""

from django_tasks import task

from learners.campaigns.pending import work_off


@task()
def assign_pending() -> None:
    """Two of them at once share the work; the second finds nothing left."""
    work_off()
