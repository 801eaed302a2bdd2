"""Rights that several rooms share."""

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody, superusers included, writes or deletes a trace by hand."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and super().user_has_permission(user, "view")


class NeverDeleted(ModelPermissionPolicy):
    """What is over is closed or withdrawn, and its page tells it: nobody, superusers included, deletes it."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, [action for action in actions if action != "delete"])


def publish_approved(workflow_state, user=None) -> None:
    """What every reader has approved appears, in the name of the last one.

    To be one of the readers of that review is right enough: who lets through the animations of cafés does not publish
    events otherwise.
    """
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
