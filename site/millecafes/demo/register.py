"""The register of communes, on which the demo's cafés stand."""

from millecafes.places.models import Commune
from millecafes.places.services.register import update_register
from millecafes.places.services.register_files import read_register


def add_register() -> int:
    """Communes added: all of them to an empty register, none to another."""
    if Commune.objects.exists():
        return 0
    return update_register(read_register()).counts[Commune].added
