"""Kinds of mail that exist for the tests: those of a forum, and one that is urgent."""

from millecafes.mailroom.kinds import Kind

REPLY = Kind("reply", "les réponses à vos messages", "Le forum")
TOPIC = Kind("topic", "les nouveaux sujets", "Le forum")
EVENT = Kind("event", "les nouvelles rencontres", "L’agenda")
CANCELLED = Kind("cancelled", "les annulations", "L’agenda", urgent=True)
ALL = [REPLY, TOPIC, EVENT, CANCELLED]
