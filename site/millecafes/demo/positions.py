"""Positions of the demo: made before the page that tells them, then tied to the forum and to those who support them."""

from django.db import transaction

from home.models import Position
from home.services import positions
from members.forum.models import Post
from millecafes.demo.content.positions import CONSULTED, POSITIONS, SUPPORTED
from millecafes.demo.forum import opening, people_of_the_demo


def add_positions() -> int:
    return sum(Position.objects.get_or_create(slug=row["slug"], defaults=row)[1] for row in POSITIONS)


@transaction.atomic
def add_support() -> int:
    """Consultations and supports of positions that have none; says how many supports were given."""
    for slug, code in CONSULTED.items():
        topic = Post.objects.filter(key=opening({"code": code})).values_list("topic", flat=True).first()
        for found in Position.objects.filter(slug=slug, topic=None) if topic else ():
            found.topic_id = topic
            found.save(update_fields=["topic"])
    people, given = people_of_the_demo(), 0
    for found in Position.objects.filter(slug__in=SUPPORTED, endorsements=None):
        for box, is_named in SUPPORTED[found.slug].items():
            mandate = people[box].mandates.current().first() if box in people else None
            if mandate:
                positions.endorse(found, people[box], mandate.commune_id, is_named=is_named)
                given += 1
    return given
