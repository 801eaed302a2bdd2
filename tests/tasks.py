"""The tasks of Wagtail, at once as on the site, but for its own indexes: a third of the cost of a page or of a café."""

from django_tasks.backends.immediate import ImmediateBackend

UNREAD = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}


class QuickTasks(ImmediateBackend):
    """Leaves the indexes alone: no test reads what points at a thing, nor searches with Wagtail."""

    def _execute_task(self, task_result):
        if task_result.task.module_path not in UNREAD:
            super()._execute_task(task_result)
