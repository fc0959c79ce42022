"""Computes the mean over time of a file's tas with two workers of dask.distributed, once for each
line of standard input. Prints seconds; leaves the values as little-endian doubles in a file."""

import sys
import time
import warnings

warnings.simplefilter("ignore")


def main(source, target):
    import xarray as xr
    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=0,
    )
    with cluster, Client(cluster):
        for _ in sys.stdin:
            start = time.perf_counter()
            with xr.open_dataset(
                source, chunks={"time": 365}, decode_times=False, drop_variables=["time_bnds"]
            ) as ds:
                mean = ds["tas"].mean("time").compute()
            seconds = time.perf_counter() - start
            mean.values.astype("<f8").tofile(target)
            print(seconds, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
