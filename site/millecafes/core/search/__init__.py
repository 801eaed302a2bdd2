"""Finding: one French analyser, two thin stores, and a register of what can be found.

``analyser`` turns text into terms, ``stores`` keeps them (FTS5 or tsvector), ``index`` writes, ``query`` reads,
``excerpts`` shows why something was found, ``views`` answers. The index holds text, never rights: what a person may
read is asked of the database at each search.

Another kind of thing becomes findable when its application registers a source, in ``AppConfig.ready()``::

    from millecafes.core.search import sources
    from millecafes.core.search.sources import Entry, Source

    class PressSource(Source):
        kind, types = "press", {"presse": _("Presse")}

        def objects(self):
            return PressItem.objects.all()

        def readable(self, rights):
            return PressItem.objects.published()

        def entry(self, item):
            return Entry(title=item.title, text=item.summary, language="fr", date=item.date)

    sources.register(PressSource())

and when its services say what changed: ``index.write("press", [item])``, ``index.forget("press", [item.pk])``.
``manage.py reindex`` brings the index up to date with what has changed elsewhere, a key figure for instance.
"""
