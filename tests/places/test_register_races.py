"""Two imports at once; in a module of its own, because what its threads write is committed."""

import threading

import pytest
from django.db import connection

from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Region
from millecafes.places.services.register import update_register
from millecafes.places.services.register_files import read_register
from tests.places.registers import write_file


class TwoAtOnce:
    """Two imports of the same file, in connections of their own."""

    def __init__(self, path):
        self.path, self.reports, self.errors = path, [], []

    def run(self):
        threads = [threading.Thread(target=self.import_once) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def import_once(self):
        try:
            self.reports.append(update_register(read_register(self.path)))
        except Exception as error:  # told by the test
            self.errors.append(error)
        finally:
            connection.close()


@pytest.fixture
def emptied_afterwards(django_db_setup, django_db_blocker):
    """What threads write is committed: it is taken away by hand."""
    with django_db_blocker.unblock():
        yield
        for model in (DelegatedCommune, Commune, Epci, Department, Region):
            model.objects.all().delete()


def test_two_imports_at_once_wait_for_each_other(tmp_path, emptied_afterwards):
    both = TwoAtOnce(write_file(tmp_path))

    both.run()

    assert both.errors == []
    assert sorted(report.counts[Commune].added for report in both.reports) == [0, 1]
    assert Commune.objects.count() == 1
