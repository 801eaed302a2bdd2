"""How often anybody may have us write to an address that is perhaps not theirs, whichever form they fill in."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings

from millecafes.people.devices import subscriber_of


def may_write_to(request, email: str) -> bool:
    """Whether one letter more leaves for this address. One network alone never spends what is left to the others."""
    mailbox = mailbox_of(email)
    if is_fictional(mailbox):
        return True
    network = subscriber_of(get_adapter().get_client_ip(request))
    return ratelimit.consume(request, action="letters_from_network", key=f"{mailbox} {network}") and ratelimit.consume(
        request, action="letters", key=mailbox
    )


def is_fictional(email: str) -> bool:
    """The people of the demo have no mailbox to be flooded, and are played by many visitors at once."""
    return settings.DEMO and email in {address for address, _role in settings.DEMO_ACCOUNTS}


def mailbox_of(email: str) -> str:
    """« Zoe+cafe@Example.org » is read by zoe@example.org."""
    name, at, host = email.strip().lower().rpartition("@")
    return name.partition("+")[0] + at + host
