"""A provider inside the test: it takes messages, misbehaves when told to, and remembers what came."""

from collections import Counter
from datetime import timedelta

from cheyuan.base.channels.models import Connection
from cheyuan.base.channels.providers.plan import Accepted, Doubt, Heard, Turned, Unseen
from cheyuan.base.tenancy.scope import scope


class Fake:
    """``moods`` are taken one per message: well, doubt (accepted, then an error), lost (an error, not accepted), away,
    never, crash (accepted, then the process ends)."""

    name = "fake"
    label = "fake"
    channels = ("sms", "wechat", "email")
    entries = ()
    asks = True
    accept_delay = timedelta(seconds=60)
    templates = False

    def __init__(self, moods=(), before=None):
        self.came, self.moods, self.asked, self.parcels = Counter(), list(moods), Counter(), []
        self.before = before or (lambda parcel: None)

    def send(self, line, parcel):
        self.before(parcel)
        mood = self.moods.pop(0) if self.moods else "well"
        if mood == "away":
            return Turned("busy", again=True)
        if mood == "never":
            return Turned("address_wrong")
        if mood == "lost":
            return Doubt("timeout")
        self.came[parcel.our_id] += 1
        self.parcels.append(parcel)
        if mood == "crash":
            raise SystemExit
        if mood == "doubt":
            raise TimeoutError
        return Accepted(f"f-{parcel.our_id[:8]}")

    def ask(self, line, parcel):
        self.asked[parcel.our_id] += 1
        return Accepted(f"f-{parcel.our_id[:8]}") if self.came[parcel.our_id] else Unseen()

    def hear(self, line, call):
        return Heard()


def connect(by, provider="fake", channel="sms", at=None, **fields):
    """A store's channel goes over that provider."""
    with scope(by):
        return Connection.objects.create(
            store_id=by.store_id,
            channel=channel,
            provider=provider,
            hook=f"hook-{by.store_id}-{channel}",
            at=at,
            **fields,
        )
