"""Questions whose SQL is written once: for the pages most read, Django writes it for longer than a database answers."""

from copy import copy

from django.db import connections
from django.db.models import QuerySet

# What holds the places of values in a question: no base has so many rows, and every column of ours can hold them.
PLACES = range(2_147_480_001, 2_147_480_100)
LARGEST = 2**63 - 1  # that a column of numbers can be compared with


class Prepared:
    """A question with places in it; it says the same as the query set, whatever takes these places."""

    def __init__(self, questions: QuerySet):
        self.questions = questions
        self.compiler = questions.query.get_compiler(questions.db)
        self.text, self.values = self.compiler.as_sql()

    def ask(self, places: dict) -> list:
        """The rows, with these values in their places."""
        questions, compiler = self.questions.all(), copy(self.compiler)
        compiler.using, compiler.connection = questions.db, connections[questions.db]
        values = tuple(places.get(value, value) if isinstance(value, int | str) else value for value in self.values)
        compiler.as_sql = lambda *args, **kwargs: (self.text, values)
        questions.query.get_compiler = lambda *args, **kwargs: compiler
        return list(questions)
