"""CARE-R16: weather services behind one interface; a local double that misbehaves does no harm."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings.models import Event
from cheyuan.engage.greetings.tests.conftest import DAWN
from cheyuan.engage.greetings.weather import polling, services

pytestmark = pytest.mark.django_db
GOOD = {
    "number": "N1", "kind": "typhoon", "level": "red", "regions": ["广东"], "valid_from": "2026-09-25T08:00:00+08:00",
    "valid_to": "2026-09-26T08:00:00+08:00", "headline": "台风红色预警",
}  # fmt: skip


@pytest.fixture
def double(settings):
    """A service on this machine: ``double.answers`` are given in turn, the last one for ever; ``double.seen`` was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.seen.append((self.path, self.headers.get("Authorization")))
            status, body = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            if status == 0:
                self.connection.close()
                return
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/events")
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *_):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.answers, server.seen = [(200, {"events": [GOOD]})], []
    settings.WEATHER = "https://weather.example/v1"
    settings.WEATHER_KEY = "k-123"
    settings.PROVIDERS = {"weather": f"http://127.0.0.1:{server.server_port}"}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def poll(house):
    return polling.poll(house, services.service(), at=DAWN)


def test_care_r16_the_service_is_asked_for_our_regions_with_its_key_and_taken_once(house, double):
    assert (poll(house), poll(house)) == (1, 0)
    path, key = double.seen[0]
    assert key == "Bearer k-123"
    assert "regions=" in path
    assert "since=" in path
    with scope(house):
        one = Event.objects.get()
    assert (one.source, one.number, one.level, one.regions) == ("weather", "N1", 4, ["广东"])


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"no"),
        (302, b""),
        (200, b"<html>"),
        (200, {"events": "none"}),
        (200, {}),
        (200, b"[1]"),
        (0, b""),
        (401, b""),
    ],
)
def test_care_r16_a_service_that_is_away_or_talks_nonsense_is_asked_again(house, double, answer):
    double.answers = [answer, (200, {"events": [GOOD]})]
    with pytest.raises(services.Away):
        poll(house)
    assert poll(house) == 1


def test_care_r16_events_that_make_no_sense_are_passed_over_the_others_count(house, double):
    strange = [
        {**GOOD, "number": "N2", "regions": ["亚特兰蒂斯"]}, {**GOOD, "number": "N3", "level": "pink"}, {"number": "N4"}, 7, None,
        {**GOOD, "number": "N5", "valid_to": "soon"}, {**GOOD, "number": "N6", "regions": "广东"}, {**GOOD, "number": "x" * 200},
    ]  # fmt: skip
    double.answers = [(200, {"events": [*strange, GOOD]})]
    assert poll(house) == 1


def test_care_r16_duplicates_in_one_answer_are_one_event(house, double):
    double.answers = [(200, {"events": [GOOD, GOOD, {**GOOD, "level": "orange"}]})]
    poll(house)
    with scope(house):
        assert Event.objects.count() == 1


def test_care_r16_without_the_operators_word_no_service_on_this_machine_is_called(house, double, settings):
    settings.PROVIDERS = {}
    settings.WEATHER = f"http://127.0.0.1:{double.server_port}"
    with pytest.raises(services.Away):
        poll(house)
    assert not double.seen


def test_care_r16_a_folder_of_files_works_too_and_a_broken_one_is_passed_over(house, settings, tmp_path):
    settings.WEATHER = str(tmp_path)
    (tmp_path / "gd.json").write_text(json.dumps([GOOD]))
    (tmp_path / "broken.json").write_text("{")
    found = services.service()
    assert isinstance(found, services.FileService)
    assert [one.source for one in found.events([], DAWN - timedelta(days=365))] == ["gd"]
    assert poll(house) == 1
    settings.WEATHER = ""
    assert services.service() is None
