import pytest

from cheyuan.base.channels import providers
from cheyuan.base.channels.tests.doubles import Fake


@pytest.fixture
def fake(monkeypatch):
    """A provider named fake, registered for one test."""
    made = Fake()
    monkeypatch.setitem(providers._providers, "fake", made)
    return made


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
