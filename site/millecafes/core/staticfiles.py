"""Front-end files taken one by one from npm packages, and the names they are served under."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Warning as Advice
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class MappedStorage(FileSystemStorage):
    """Shows the files of ``mapping`` under the names we chose (name → path inside the packages)."""

    prefix = ""

    def __init__(self, location: Path, mapping: dict[str, str]):
        super().__init__(location=location)
        self.mapping = mapping

    def path(self, name):
        return super().path(self.mapping.get(name, name))


class NodeModulesFinder(BaseFinder):
    """Only what ``NODE_STATIC_FILES`` names: whole package folders would take minutes to collect."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = MappedStorage(settings.NODE_MODULES_ROOT, settings.NODE_STATIC_FILES)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        missing = [name for name in self.storage.mapping if not Path(self.storage.path(name)).exists()]
        if not missing:
            return []
        return [
            Advice(f"Front-end files are missing: {', '.join(missing)}.", hint="Run « make install ».", id="core.W003")
        ]

    def find(self, path, find_all=False, **kwargs):
        if path not in self.storage.mapping or not Path(found := self.storage.path(path)).exists():
            return []
        return [found] if find_all else found

    def list(self, ignore_patterns):
        return ((name, self.storage) for name in self.storage.mapping if self.find(name))


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, made lighter and compressed; addresses are rewritten in style sheets only.

    (Source-map comments of third-party scripts name files that are not shipped.)
    """

    manifest_strict = False
    patterns = tuple(entry for entry in CompressedManifestStaticFilesStorage.patterns if entry[0] == "*.css")

    def _save(self, name, content):
        # Read only where files are collected: the processes that serve the site have no use for what it brings.
        from millecafes.core.light_files import lightened

        return super()._save(name, lightened(name, content))
