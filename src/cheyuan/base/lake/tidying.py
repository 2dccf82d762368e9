"""Once a night the files of a store say only what is true: rows that changed or were erased leave the disk."""

from typing import Any

from cheyuan.base.jobs.work import Progress
from cheyuan.base.lake.looking import looking
from cheyuan.base.lake.shelf import held
from cheyuan.kernel.actor import Actor


def tidy(by: Actor, progress: Progress) -> dict[str, Any]:
    """Write anew each table whose base still holds rows that count no more; answers how many tables. In a child process."""
    with looking(by) as look:
        database = look.moment().database
    count = 0
    with held(database, by.store_ids) as shelves:
        for shelf in shelves.values():
            stale = [name for name, one in shelf.tables.items() if one.gone]
            for name in stale:
                one = shelf.tables[name]
                shelf.whole(name, one.said, one.key, one.moment, shelf.read(name))
            count += len(stale)
            if stale:
                shelf.keep()
    return {"tables": count}
