"""Resources, toolkits and replays among what the search finds: each by those it is written for, and nobody else."""


def resource_changed(resource) -> None:
    pass
