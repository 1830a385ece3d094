"""A queue nothing waits in: what the suite saves would be remembered, and copied, for the whole run."""

from typing import Any

from django.utils import timezone
from django_tasks.backends.dummy import DummyBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus


class Unkept(DummyBackend):
    """What is asked for is checked as any backend checks it, and forgotten."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        return TaskResult(
            task=task,
            id="unkept",
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
