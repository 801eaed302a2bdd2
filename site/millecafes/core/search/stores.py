"""Where terms are kept and matched: an FTS5 table on SQLite, a tsvector with its GIN index on PostgreSQL.

Both receive terms already analysed and are asked the same questions; they differ in their grammar only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigAutoField, F, FloatField, Func, Lookup, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL

MOST = 250  # matches of one kind that are ranked, the latest ones: a frequent word costs no more than that
WINDOW = 2000  # of each kind, the latest matches that PostgreSQL asks the rights of
SIFTED = 3000  # the same, where a filter lets few of them through
BLOCK = 4096  # things of one kind that stand together, by their numbers; the functions of the migrations know it too
WIDER = {1: 8 * BLOCK, 2: 64 * BLOCK}  # blocks of blocks, for words that few say
MOST_LISTED = 100_000  # matches of one kind, for a list that sifts them by itself
TITLE_WEIGHT = 10.0
# These hold the place of the expression in a statement, with the kind it is sought among; and of what ranks matches.
SOUGHT, RANKING = "what is sought among ", "what ranks"
HELD = re.compile(rf"'(?:{SOUGHT}(\w+)|{RANKING})'")
# Entry, kind and number of its thing, terms of the title and of the text, marks.
Written = tuple[int, str, int, list, list, Sequence[str]]
Row = tuple[int, str, float]
Statement = tuple[str, list | None]
Asked = tuple[QuerySet, str, int]  # entries, all of this kind, and how many of the latest that match are ranked


class Match(Lookup):
    """``everything__matches=expression``, for FTS5."""

    lookup_name = "matches"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        return f"{left} MATCH %s", [*left_params, self.rhs]


class IsOneOf(Lookup):
    """``pk__is_one_of=RawSQL("SELECT an_array")``, for PostgreSQL, which then asks it once, and first."""

    lookup_name = "is_one_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right}::bigint[])", [*left_params, *right_params]


TextField.register_lookup(Match)
BigAutoField.register_lookup(IsOneOf)


class Store:
    """What both databases do alike."""

    def statement(self, asked: Iterable[Asked], *, titles: bool = False, window: int = 0) -> Statement | None:
        """Numbers, types and scores of the latest that match, kind by kind: no kind hides another, however many it has.

        Nothing when Django sees that nothing may be read.
        """
        texts, values = [], []
        for entries, kind, most in asked:
            try:
                text, known = self.latest(entries, kind, most, titles=titles, window=window).query.sql_with_params()
            except EmptyResultSet:
                continue
            texts.append(f"SELECT * FROM ({text}) AS of_kind")
            values += known
        return self.scored(" UNION ALL ".join(texts), values, titles=titles) if texts else None

    def has_more(self, kind: str, words, window: int) -> bool:
        """Whether more say these words than the latest ``window``: what else they must be was asked of those alone."""
        return False

    def tidy(self) -> None:
        """After everything was written again; of use where an index grows by pieces."""


class Fts5Store(Store):
    """A column for the kind, one for titles, one for texts; a phrase is a term.

    The kind is written as no word of a text is: « cafe » would be sought in every text that says it.
    """

    erase = "DELETE FROM core_searchterms WHERE rowid = %s"
    insert = "INSERT INTO core_searchterms (rowid, kind, title, body) VALUES (%s, %s, %s, %s)"

    def write(self, rows: Iterable[Written], *, are_new: bool = False) -> None:
        rows = [
            (pk, " ".join(map(self.word, [kind, *marks])), flat(title), flat(body))
            for pk, kind, _number, title, body, marks in rows
        ]
        with connection.cursor() as cursor:
            if not are_new:
                cursor.executemany(self.erase, [row[:1] for row in rows])
            cursor.executemany(self.insert, rows)

    def tidy(self) -> None:
        """One piece is read faster by a fifth than those that thousands of insertions left."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchterms (core_searchterms) VALUES ('optimize')")

    def expression(self, words, *, titles: bool = False, prefix: str = "") -> str:
        """Every word, in one of its forms; with ``prefix``, a word that begins so is enough for the last of them."""
        groups = [[f'"{term}"' for term in sorted(word.terms)] for word in words]
        if prefix:
            groups[-1].append(f'"{prefix}" *')
        both = " AND ".join(f"({' OR '.join(group)})" for group in groups)
        return f"title : ({both})" if titles else both

    def word(self, mark: str) -> str:
        return "0" + mark.replace(" ", "")

    def within(self, kind: str, expression: str, marks: Sequence[str] = ()) -> str:
        """So that the matches of a rare kind are found without reading those of the others."""
        one_of = " OR ".join(f'"{self.word(mark)}"' for mark in marks)
        wanted = f'("{self.word(kind)}" AND ({one_of}))' if marks else f'"{self.word(kind)}"'
        return f"kind : {wanted} AND {{title body}} : ({expression})"

    def latest(self, entries: QuerySet, kind: str, most: int, *, titles: bool, window: int = 0) -> QuerySet:
        """All that match are asked, the latest first, until there are enough."""
        score = Func(
            F("terms__everything"), Value(0.0), Value(TITLE_WEIGHT), Value(1.0), function="-bm25",
            output_field=FloatField(),
        )  # fmt: skip
        latest = entries.filter(terms__everything__matches=SOUGHT + kind).order_by("-terms__entry_id")
        return latest.annotate(score=score).values_list("pk", "type", "score")[:most]

    def scored(self, text: str, values: list, *, titles: bool) -> Statement:
        return text, values

    def filled(self, statement: Statement, expression: str, marks: Sequence[str] = ()) -> Statement:
        """With what is sought in the place held for it."""
        text, values = statement
        return text, [
            self.within(value.removeprefix(SOUGHT), expression, marks)
            if isinstance(value, str) and value.startswith(SOUGHT)
            else value
            for value in values
        ]

    def among(self, entries: QuerySet, kind: str, words, *, titles: bool = False) -> QuerySet:
        """Those of these entries, all of this kind, that say all these words."""
        return entries.filter(terms__everything__matches=self.within(kind, self.expression(words, titles=titles)))

    def things(self, entries: QuerySet, kind: str, words, *, titles: bool = False):
        """The numbers of their things, to be looked up: ``pk__in``."""
        return self.among(entries, kind, words, titles=titles).values("object_id")


class TsvectorStore(Store):
    """One tsvector for everything, written without a parser: titles weigh A, and positions give the frequency.

    Another holds the titles alone: to tell A from the rest in the first one, PostgreSQL would read each that matches.
    Both hold the kind of the entry, so that what one may not read never fills the window of what one may, and the
    blocks of its number, small, wider, widest: of a word that many texts say, only the newest are read.
    """

    upsert = """INSERT INTO core_searchterms (rowid, thing, titles, core_searchterms)
        VALUES (%s, %s, %s::tsvector, %s::tsvector) ON CONFLICT (rowid) DO UPDATE
        SET thing = EXCLUDED.thing, titles = EXCLUDED.titles, core_searchterms = EXCLUDED.core_searchterms"""

    def write(self, rows: Iterable[Written], *, are_new: bool = False) -> None:
        rows = [
            (pk, number, vector(kind, number, title, [], marks), vector(kind, number, title, body, marks))
            for pk, kind, number, title, body, marks in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(self.upsert, rows)

    def expression(self, words, *, titles: bool = False, prefix: str = "") -> str:
        groups = [[f"'{term}'" for term in sorted(word.terms)] for word in words]
        if prefix:
            groups[-1].append(f"'{prefix}':*")
        return " & ".join(f"({' | '.join(group)})" for group in groups)

    def within(self, kind: str, expression: str, marks: Sequence[str] = ()) -> str:
        """Its functions are told the kind."""
        one_of = " | ".join(f"'={mark}'" for mark in marks)
        return f"({one_of}) & {expression}" if marks else expression

    def latest(self, entries: QuerySet, kind: str, most: int, *, titles: bool, window: int = 0) -> QuerySet:
        """The latest that match, found by the functions of the migrations; of these, what one may read."""
        function, first = "core_searchtitles" if titles else "core_searchmatch", window or WINDOW
        called = f"{function}('{kind}', %s::tsquery, {first})"
        found = entries.filter(pk__is_one_of=RawSQL(f"SELECT {called}", [SOUGHT + kind]))
        return found.order_by("-pk").values_list("pk", "type")[:most]

    def has_more(self, kind: str, words, window: int) -> bool:
        with connection.cursor() as cursor:
            found = f"core_searchmatch('{kind}', %s::tsquery, {window})"
            cursor.execute(f"SELECT cardinality({found}) >= {window}", [self.expression(words)])
            return cursor.fetchone()[0]

    def scored(self, text: str, values: list, *, titles: bool) -> Statement:
        """In this order, which Django cannot write: PostgreSQL would rank all that matches, then leave most out."""
        ranked = f"""WITH latest (pk, type) AS MATERIALIZED ({text})
            SELECT pk, type, ts_rank({"titles" if titles else "core_searchterms"}, %s::tsquery) AS score
            FROM latest JOIN core_searchterms ON rowid = pk"""
        # A hundred values, the same each time, that would take a millisecond to write again.
        return connection.ops.compose_sql(ranked, [*values, RANKING]), None

    def filled(self, statement: Statement, expression: str, marks: Sequence[str] = ()) -> Statement:
        """With what is sought in the place held for it.

        All that is ranked says every word. Asked for « and », PostgreSQL compares all their places two by two, for 75
        microseconds a text instead of 11; the other store adds up what each word is worth as well.
        """
        ranking = expression.replace(" & ", " | ")
        text = HELD.sub(
            lambda held: literal(self.within(held[1], expression, marks) if held[1] else ranking), statement[0]
        )
        return text, None

    def among(self, entries: QuerySet, kind: str, words, *, titles: bool = False) -> QuerySet:
        function = "core_searchtitles" if titles else "core_searchmatch"
        called, expression = f"{function}('{kind}', %s::tsquery, {MOST_LISTED})", self.expression(words)
        if titles:  # few: of an array PostgreSQL expects ten, and looks for each
            return entries.filter(pk__is_one_of=RawSQL(f"SELECT {called}", [expression]))
        # As rows, which it joins whole.
        return entries.filter(pk__in=RawSQL(f"SELECT unnest({called})", [expression]))

    def things(self, entries: QuerySet, kind: str, words, *, titles: bool = False):
        """Those of every language, as no entry is read."""
        function = "core_searchtitledthings" if titles else "core_searchthings"
        return RawSQL(f"SELECT unnest({function}('{kind}', %s::tsquery))", [self.expression(words)])


def rows(statement: Statement, expression: str, marks: Sequence[str] = ()) -> list[Row]:
    """What a statement answers about this expression; with marks, of what bears one of them."""
    with connection.cursor() as cursor:
        cursor.execute(*store().filled(statement, expression, marks))
        return cursor.fetchall()


def literal(expression: str) -> str:
    """As SQL writes it: terms are letters and digits only, there is nothing else to escape."""
    return "'" + expression.replace("'", "''") + "'"


def flat(positions: list[set[str]]) -> str:
    return " ".join(" ".join(sorted(terms)) for terms in positions)


def vector(kind: str, number: int, title: list[set[str]], body: list[set[str]], marks: Sequence[str] = ()) -> str:
    """The literal of a tsvector; terms are letters and digits only, there is nothing to escape."""
    places = defaultdict(list)
    for place, terms in enumerate([*title, *body], 1):
        for term in terms:
            places[term].append(f"{place}A" if place <= len(title) else str(place))
    blocks = [f"{number // BLOCK}", *(f"{level}.{number // size}" for level, size in WIDER.items())]
    marks = [kind, *(f"{kind} {block}" for block in blocks), *marks]
    return " ".join(
        [*(f"'={mark}'" for mark in marks), *(f"'{term}':{','.join(numbers)}" for term, numbers in places.items())]
    )


STORES = {"sqlite": Fts5Store(), "postgresql": TsvectorStore()}


def store():
    """The store of the database in use."""
    return STORES[connection.vendor]
