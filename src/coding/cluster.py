"""A Dask cluster to read on: one that runs already, or one of this machine's own for the time of the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coding.errors import CodingError


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
        try:
            connected = Client(scheduler, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise CodingError(
                f"no Dask scheduler answers at {scheduler}",
                mend="Start one (dask scheduler), or leave --scheduler away for a cluster on this machine.",
            ) from error
        with connected:
            if not connected.scheduler_info()["workers"]:
                raise CodingError(f"the cluster at {scheduler} has no workers", mend="Start one: dask worker ADDRESS.")
            yield connected
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=40) as cluster,
        Client(cluster, set_as_default=False) as connected,
    ):
        yield connected
