"""What a run leaves to the next one (CARE-05): which look at the data it drew, under which values, and when each subject turns.

One file per store beside the lake, named by the run that it belongs to: it counts only while that run is the store's newest.
A run that died, a restored database or another machine find no such file, and draw the whole plan.
"""

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from cheyuan.base.lake.looking import Moment
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import Values
from cheyuan.engage.care.planning.texts import digest

HERE = Path(__file__).resolve().parent
TURNS = pa.schema([("subject_kind", pa.string()), ("subject_id", pa.int64()), ("turns_on", pa.int64())])
EPOCH = date(1970, 1, 1)
SAID = b"kept"


@dataclass(frozen=True)
class Kept:
    """``as_of``, ``under`` (the digest of all that is not a subject's data) and ``moment`` of a run; ``turns`` as ``TURNS``."""

    as_of: date
    under: str
    moment: Moment
    turns: pa.Table

    def turning(self, kind: str, until: date) -> set[int]:
        """The subjects of a kind whose plan may say something else by a day."""
        rows = self.turns.filter(
            pc.and_(pc.equal(self.turns["subject_kind"], kind), pc.less_equal(self.turns["turns_on"], number(until)))
        )
        return set(rows["subject_id"].to_pylist())

    def renewed(self, drawn: Mapping[str, Collection[int]], turns: pa.Table) -> pa.Table:
        """The turns of those that were drawn again are new, all others stay."""
        again = pa.array([False] * len(self.turns), pa.bool_())
        for kind, ids in drawn.items():
            among = pc.is_in(self.turns["subject_id"], pa.array(list(ids), pa.int64()))
            again = pc.or_(again, pc.and_(pc.equal(self.turns["subject_kind"], kind), among))
        return pa.concat_tables([self.turns.filter(pc.invert(again)), turns])


def load(store_id: int, run_id: int | None) -> Kept | None:
    """What the run left, if it can be read."""
    try:
        with pa.memory_map(str(_file(store_id, run_id or 0))) as source, pa.ipc.open_file(source) as reader:
            turns = reader.read_all()
    except (OSError, pa.ArrowInvalid):
        return None
    said: dict[str, Any] = json.loads(turns.schema.metadata[SAID])
    return Kept(date.fromisoformat(said["as_of"]), said["under"], Moment(**said["moment"]), turns)


def save(store_id: int, run_id: int, kept: Kept) -> None:
    """Leave it, whole or not at all."""
    file = _file(store_id, run_id)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = {"as_of": kept.as_of.isoformat(), "under": kept.under, "moment": asdict(kept.moment)}
    draft = file.with_suffix(f".{os.getpid()}")
    turns = kept.turns.select(TURNS.names).cast(TURNS).replace_schema_metadata({SAID: json.dumps(said)})
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with pa.ipc.new_file(out, turns.schema) as writer:
            writer.write_table(turns)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def forget_but(store_id: int, run_id: int) -> None:
    """What earlier runs of a store left is of no use any more."""
    newest = _file(store_id, run_id)
    for file in newest.parent.glob(f"{store_id}-*"):
        if file != newest:
            file.unlink(missing_ok=True)


def under(values: Mapping[int, Values], own: Collection[OwnRule], intervals: pa.Table) -> str:
    """The digest of the plan's code, values, managers' rules and intervals: when it differs, every plan may."""
    whole = sha256(digest().encode())
    for source in sorted(HERE.glob("*.py")):
        whole.update(source.read_bytes())
    for said in (sorted(values.items()), sorted(own, key=lambda one: one.code), intervals.to_pylist()):
        whole.update(repr(said).encode())
    return whole.hexdigest()


def number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def _file(store_id: int, run_id: int) -> Path:
    return Path(settings.DATA) / "lake" / "plan" / f"{store_id}-{run_id}.arrow"
