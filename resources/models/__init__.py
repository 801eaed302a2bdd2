"""What the network shares: resources and their files, toolkits, and what each member made of them."""

from resources.models.choices import Language, Phase, ResourceKind, TextState
from resources.models.files import ResourceFile
from resources.models.links import ResourceLink
from resources.models.readers import Download, Favourite, StepDone, Usefulness
from resources.models.replays import Replay, SlidesText, Viewed
from resources.models.resources import STALE_AFTER_DAYS, Resource, Theme
from resources.models.toolkits import Toolkit, ToolkitStep

__all__ = [
    "STALE_AFTER_DAYS",
    "Download",
    "Favourite",
    "Language",
    "Phase",
    "Replay",
    "Resource",
    "ResourceFile",
    "ResourceKind",
    "ResourceLink",
    "SlidesText",
    "StepDone",
    "TextState",
    "Theme",
    "Toolkit",
    "ToolkitStep",
    "Usefulness",
    "Viewed",
]
