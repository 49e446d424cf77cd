"""A Dask cluster to read on: one that runs already, or one of this machine's own for the time of the work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from coding.errors import CodingError

# Seconds that a scheduler has to answer.
PATIENCE = 10


@contextmanager
def client(scheduler: str = "", workers: int | None = None) -> Iterator[Any]:
    """A client of the cluster at the address `scheduler`, or of a local one with `workers` processes.

    Raises CodingError when there is no cluster at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise CodingError(
            "dask is not installed", mend="Install it (pip install 'distributed'), or leave --engine dask away."
        ) from error
    if scheduler:
        _greet(scheduler)
        with Client(scheduler, timeout=PATIENCE, set_as_default=False) as connected, _told():
            if not connected.scheduler_info()["workers"]:
                raise CodingError(f"the cluster at {scheduler} has no workers", mend="Start one: dask worker ADDRESS.")
            yield connected
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.ERROR
        ) as cluster,
        Client(cluster, set_as_default=False) as connected,
        _told(),
    ):
        yield connected


@contextmanager
def _told() -> Iterator[None]:
    """Tell in words that a cluster went away in the middle of the work."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError

    try:
        yield
    except (KilledWorker, FutureCancelledError, CommClosedError) as error:
        raise CodingError(
            f"the cluster went away during the work ({error}); nothing was written",
            mend="See what its scheduler and workers say (often: too little memory), and run it again.",
        ) from error


def _greet(scheduler: str) -> None:
    """Ask the scheduler who it is: a client would wait for a long time on one that is silent or none at all."""
    from distributed.core import rpc
    from distributed.security import Security

    async def ask() -> Any:
        async with rpc(scheduler, connection_args=Security().get_connection_args("client")) as there:
            return await asyncio.wait_for(there.identity(), PATIENCE)

    try:
        # In a thread of its own: a notebook's thread has a loop running already.
        with ThreadPoolExecutor(1) as thread:
            known = thread.submit(lambda: asyncio.run(ask())).result()
        if known.get("type") != "Scheduler":
            raise ValueError(f"it is a {known.get('type')}")
    except (OSError, ValueError, TypeError, TimeoutError) as error:
        raise CodingError(
            f"no Dask scheduler answers at {scheduler}",
            mend="Start one (dask scheduler), or leave --scheduler away for a cluster on this machine.",
        ) from error
