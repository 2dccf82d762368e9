"""P14: a backup is proven by restoring it; P12: nobody reads or changes it without the key."""

import io
import json
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.site.cli.shared import Fault
from cheyuan.site.vault import parcel, sealed
from cheyuan.site.vault.restore import whole as restore
from cheyuan.site.vault.sealed import SealBroken, Sealer, opened

from .conftest import House

KEY = bytes(range(32))
MARK = "王小伟 planted mark"


def seal(data: bytes, step: int = 7919) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY)
    for start in range(0, len(data), step):
        sealer.write(data[start : start + step])
    sealer.close()
    return out.getvalue()


def unseal(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(opened(io.BytesIO(data), key))


@given(st.binary(max_size=300), st.integers(1, 64))
def test_p14_whatever_is_sealed_comes_back(data: bytes, step: int) -> None:
    assert unseal(seal(data, step)) == data


@pytest.mark.parametrize("size", [0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, 2 * sealed.CHUNK])
def test_p14_chunk_borders(size: int) -> None:
    data = (b"cheyuan " * (size // 8 + 1))[:size]
    assert unseal(seal(data, 100_000)) == data


@given(st.data())
def test_p12_any_change_is_noticed(data: st.DataObject) -> None:
    good = bytearray(seal(b"some rows of customers"))
    place = data.draw(st.integers(0, len(good) - 1))
    good[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        unseal(bytes(good))


def test_p12_a_cut_off_or_reordered_file_is_noticed() -> None:
    good = seal(bytes(3 * sealed.CHUNK), sealed.CHUNK)
    head, size = len(sealed.MAGIC) + 16, sealed.CHUNK + sealed.TAG + 4
    chunks = [good[head + n * size : head + (n + 1) * size] for n in range(3)]
    for wrong in ([chunks[0], chunks[1]], [chunks[1], chunks[0], chunks[2]], [chunks[0]], []):
        with pytest.raises(SealBroken):
            unseal(good[:head] + b"".join(wrong))
    with pytest.raises(SealBroken):
        unseal(good, bytes(32))


def test_p14_a_parcel_returns_its_members_in_order() -> None:
    out = io.BytesIO()
    parcel.put(out, "one", [b"a", b"", b"bc"])
    parcel.put(out, "empty", [])
    parcel.end(out)
    pieces = iter([bytes([byte]) for byte in out.getvalue()])
    assert [(name, b"".join(blocks)) for name, blocks in parcel.Unpacker(pieces).members()] == [
        ("one", b"abc"),
        ("empty", b""),
    ]


def plant(house: House) -> None:
    with psycopg.connect(house.urls.owner) as link:
        link.execute("CREATE TABLE planted (id int PRIMARY KEY, note text)")
        link.execute("INSERT INTO planted SELECT n, %s FROM generate_series(1, 5000) AS n", [MARK])
        link.execute("GRANT SELECT ON planted TO cheyuan_app")
        link.execute("ALTER TABLE planted ENABLE ROW LEVEL SECURITY")
        link.execute("CREATE POLICY half ON planted USING (id <= 2500)")
    (house.data / "files" / "photos").mkdir(parents=True)
    (house.data / "files" / "photos" / "车.jpg").write_bytes(b"picture" * 100_000)


def count(url: str) -> int:
    with psycopg.connect(url) as link:
        row = link.execute("SELECT count(*) FROM planted").fetchone()
    return row[0] if row else 0


@pytest.mark.slow
def test_p14_a_backup_restores_into_an_empty_house_with_rows_rights_policies_and_files(
    house: House, other_house: House, tmp_path: Path
) -> None:
    plant(house)
    file = tmp_path / "monday.backup"
    assert house.told("backup", str(file))["files"] == 1
    assert MARK.encode() not in file.read_bytes()
    assert house.told("restore", str(file), "--drill")["since_changed"] == {}

    assert restore(other_house.config(), file)["rows"] >= 5000
    assert (count(other_house.urls.owner), count(other_house.urls.app)) == (5000, 2500)
    assert (other_house.data / "files" / "photos" / "车.jpg").read_bytes() == b"picture" * 100_000

    with pytest.raises(Fault, match="needs an empty one"):
        restore(other_house.config(), file)


@pytest.mark.slow
def test_p14_a_damaged_backup_changes_nothing(house: House, other_house: House, tmp_path: Path) -> None:
    plant(house)
    file = tmp_path / "monday.backup"
    house.told("backup", str(file))
    file.write_bytes(file.read_bytes()[:-20])
    refused = other_house.run("restore", str(file))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    with psycopg.connect(other_house.urls.owner) as link:
        assert link.execute("SELECT to_regclass('planted')").fetchone() == (None,)


@pytest.mark.slow
def test_p14_a_backup_without_its_field_keys_is_refused_by_name(
    house: House, other_house: House, tmp_path: Path
) -> None:
    house.told("backup", str(tmp_path / "b"))
    del other_house.keys["CHEYUAN_FIELD_KEYS"]
    refused = other_house.run("restore", str(tmp_path / "b"))
    assert refused.returncode == 1
    assert "CHEYUAN_FIELD_KEYS" in refused.stderr


@pytest.mark.slow
def test_p14_a_failed_backup_leaves_the_last_good_one(house: House, tmp_path: Path) -> None:
    file = tmp_path / "b"
    house.told("backup", str(file))
    good = file.read_bytes()
    away = house.run("backup", str(file), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert away.returncode == 1
    assert file.read_bytes() == good
    assert not list(tmp_path.glob(".b.*"))


@pytest.mark.slow
def test_p14_p6_the_whole_product_restores_and_refusals_taken_after_the_backup_hold(
    migrated: House, other_house: House, tmp_path: Path
) -> None:
    with psycopg.connect(migrated.urls.owner) as link:
        group = link.execute("SELECT id FROM tenancy_group").fetchone()
    assert group
    migrated.told("backup", str(tmp_path / "b"))
    line = {
        "group": group[0],
        "key": "ab" * 32,
        "channel": "any",
        "purpose": "any",
        "source": "test",
        "at": "2026-01-02T03:04:05+00:00",
    }
    (other_house.data / "refusals").mkdir(parents=True)
    (other_house.data / "refusals" / "refusals-2026-01.jsonl").write_text(json.dumps(line) + "\n")

    assert other_house.told("restore", str(tmp_path / "b"))["refusals"] == 1
    with psycopg.connect(other_house.urls.owner) as link:
        assert link.execute("SELECT encode(address_key, 'hex') FROM channels_refusal").fetchall() == [("ab" * 32,)]
    assert other_house.told("doctor")["ok"] is True
    assert other_house.told("verify", "audit")["ok"] is True
    assert migrated.told("restore", str(tmp_path / "b"), "--drill")["since_changed"] == {}
