"""The engine that the settings name, or another by its name."""

from pathlib import Path

from django.conf import settings

from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.engine import NAMES, Engine
from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.engines.spark import Spark
from cheyuan.base.lake.looking import address, stores
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

SPILL = "spill"


def chosen(name: str = "") -> str:
    """The engine's name: the one asked for, else the one of the settings. Refused("engine_unknown"), ("engine_no_cluster")."""
    name = name or settings.ENGINE
    if name not in NAMES:
        raise Refused("engine_unknown", engine=name)
    if name == "spark" and not settings.SPARK_MASTER:
        raise Refused("engine_no_cluster")
    return name


def opened(by: Actor, name: str = "") -> Engine:
    """An engine ready for tables; one that works in the database sees the rows of the actor's stores and no others."""
    name = chosen(name)
    if name == "postgres":
        return Postgres(address(), stores(by))
    if name == "spark":
        return Spark(settings.SPARK_MASTER, settings.SPARK_FOLDER)
    return embedded()


def embedded(threads: int = 2) -> Embedded:
    """The embedded engine with this installation's bounds."""
    return Embedded(threads, settings.ENGINE_MEMORY, Path(settings.DATA) / SPILL)
