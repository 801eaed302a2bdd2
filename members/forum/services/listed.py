"""A column of several rows, in the same question as something else."""

from django.db.models import Func, JSONField


class Listed(Func):
    """A column of all the rows of a subquery, as one list: what would be a question more."""

    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, function="json_group_array", **context)

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, function="jsonb_agg", **context)
