"""How large an upload may be, and what reading it may cost; the caller fills them from policies."""

from dataclasses import asdict, dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes of the file and of what it unpacks to, how often over it may unpack, rows, columns, memory (bytes), time (s)."""

    file_bytes: int = 100 * MIB
    unpacked_bytes: int = 1024 * MIB
    ratio: int = 200
    ratio_from_bytes: int = 20 * MIB
    entries: int = 5_000
    rows: int = 1_000_000
    columns: int = 400
    cell_signs: int = 32_767
    memory_bytes: int = 1024 * MIB
    seconds: int = 120

    def as_dict(self) -> dict[str, int]:
        """The figures by name, as the child process takes them."""
        return asdict(self)
