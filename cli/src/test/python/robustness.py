"""Reads classic files by netCDF-C: for each a line with its name and each data variable's name, dimensions and mean.

Each file is read in a process of its own: netCDF-C does not survive all of them. Names that are no UTF-8 are no
matter of netCDF-C's: such a file is "unnamed".
"""

import multiprocessing
import pathlib
import sys

import netCDF4
import numpy as np


def summary(path):
    with netCDF4.Dataset(path) as file:
        bounds = {v.bounds for v in file.variables.values() if "bounds" in v.ncattrs()}
        return "; ".join(
            f"{name} {shape(v)} {mean(v)!r}" for name, v in file.variables.items()
            if v.dimensions != (name,) and name not in bounds)


def shape(variable):
    return ",".join(f"{d}:{n}" for d, n in zip(variable.dimensions, variable.shape))


def mean(variable):
    values = np.ma.masked_invalid(variable[...].astype("f8"))
    return float(values.mean()) if values.count() else float("nan")


def told(path, pipe):
    try:
        pipe.send(summary(path))
    except UnicodeDecodeError:
        pipe.send("unnamed")
    except Exception as problem:  # whatever it is, the file was refused
        pipe.send(f"refused: {problem}")


def main(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        here, there = multiprocessing.Pipe()
        process = multiprocessing.Process(target=told, args=(path, there))
        process.start()
        process.join(20)
        process.kill()
        print(path.name, here.recv() if here.poll() else "refused: died", sep="\t")


main(sys.argv[1])
