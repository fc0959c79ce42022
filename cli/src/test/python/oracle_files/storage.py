"""How values lie in the file: formats, chunks, filters, byte order, types, groups, record variables."""

import shutil
import subprocess

import numpy as np

from .base import GRID, LAT, TAS, case, dataset, daily, grid, monthly, pair, put, tas, values


def several_variables(path, form):
    """Variables of unlike shapes and types over one record dimension, so that records interleave."""
    with dataset(path, form) as file:
        grid(file)
        monthly(file, 24)
        file.createDimension("plev", 3)
        put(file, "plev", ("plev",), [85000.0, 50000.0, 25000.0], "f8", attributes={
            "standard_name": "air_pressure", "units": "Pa", "positive": "down", "axis": "Z"})
        tas(file, 24)
        put(file, "ta", ("time", "plev", "lat", "lon"), values((24, 3, *GRID), 2), "f8",
            attributes=TAS)
        put(file, "cloud", ("time", "lat", "lon"), values((24, *GRID), 3, 0, 0.001) // 1, "i2",
            attributes={"units": "%"})
        put(file, "orog", ("lat", "lon"), values(GRID, 4, 0.0, 0.05), attributes={
            "standard_name": "surface_altitude", "units": "m"})
        put(file, "profile", ("plev",), [1.0, 2.5, 4.0], attributes={"units": "1"})


for _name, _form in {
    "cdf1": "NETCDF3_CLASSIC",
    "cdf2": "NETCDF3_64BIT_OFFSET",
    "cdf5": "NETCDF3_64BIT_DATA",
    "nc4": "NETCDF4",
    "nc4-classic": "NETCDF4_CLASSIC",
}.items():
    case(f"storage-several-{_name}.nc")(lambda path, form=_form: several_variables(path, form))


@case("storage-one-record-variable.nc")
def one_record_variable(path):
    """A single record variable of odd size: classic files then have no padding between records."""
    with dataset(path) as file:
        file.createDimension("time", None)
        file.createDimension("lat", 3)
        file.createDimension("lon", 5)
        put(file, "lat", ("lat",), [-10.0, 0.0, 10.0], "f4", attributes={"units": "degrees_north"})
        put(file, "lon", ("lon",), np.arange(5) * 10.0, "f4", attributes={"units": "degrees_east"})
        put(file, "flag", ("time", "lat", "lon"), (np.arange(7 * 15) % 101).reshape(7, 3, 5), "i1")


@case("storage-odd-records.nc")
def odd_records(path):
    """Byte and short record variables, each padded to four bytes beside others."""
    with dataset(path) as file:
        grid(file, lon=np.array([0.0, 10.0, 20.0]))
        daily(file, 9, "2001-02-01")
        put(file, "a", ("time", "lat", "lon"), (np.arange(9 * 24) % 89).reshape(9, 8, 3), "i1")
        put(file, "b", ("time", "lon"), (np.arange(27) * 31).reshape(9, 3), "i2")
        put(file, "c", ("time",), np.arange(9) * 0.25, "f4")
        tas(file, 9)


LAYOUTS = {
    "deflate": dict(zlib=True, complevel=4, shuffle=False, chunksizes=(1, 8, 24)),
    "deflate-shuffle": dict(zlib=True, complevel=4, shuffle=True, chunksizes=(4, 8, 24)),
    "fletcher32": dict(zlib=False, fletcher32=True, chunksizes=(5, 8, 24)),
    "all-filters": dict(zlib=True, complevel=9, shuffle=True, fletcher32=True, chunksizes=(7, 3, 5)),
    "shuffle-only": dict(zlib=False, shuffle=True, chunksizes=(2, 5, 7)),
    "time-chunks": dict(zlib=True, shuffle=True, chunksizes=(36, 1, 1)),
    "chunk-beyond-shape": dict(zlib=True, shuffle=True, chunksizes=(50, 8, 24)),
    "least-chunks": dict(zlib=False, chunksizes=(1, 1, 1)),
    "big-endian": dict(dtype=">f4", zlib=True, shuffle=True, endian="big", chunksizes=(9, 4, 6)),
}


def layout(path, options, unlimited=True):
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 36, calendar="noleap", unlimited=unlimited)
        tas(file, 36, **options)


for _name, _options in LAYOUTS.items():
    case(f"storage-nc4-{_name}.nc")(lambda path, options=_options: layout(path, options))


@case("storage-nc4-contiguous.nc")
def contiguous(path):
    layout(path, dict(contiguous=True), unlimited=False)


@case("storage-nc4-contiguous-big-endian.nc")
def contiguous_big_endian(path):
    layout(path, dict(dtype=">f4", contiguous=True, endian="big"), unlimited=False)


@case("storage-nc4-two-unlimited.nc")
def two_unlimited(path):
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 5)
        file.createDimension("level", None)
        put(file, "level", ("level",), [1000.0, 850.0, 500.0], "f4", attributes={
            "units": "hPa", "axis": "Z", "positive": "down"})
        put(file, "ta", ("time", "level", "lat", "lon"), values((5, 3, *GRID)), zlib=True,
            chunksizes=(2, 2, 5, 5))


@case("storage-nc4-unwritten-chunks.nc")
def unwritten_chunks(path):
    """Some chunks of a variable with _FillValue were never written."""
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 12)
        variable = put(file, "tas", ("time", "lat", "lon"), None, fill=np.float32(1e20),
                       attributes=TAS, zlib=True, chunksizes=(1, 4, 6))
        data = values((12, *GRID))
        for step in range(12):
            if step % 3 != 1:
                variable[step, : 4 if step % 2 else 8, :6] = data[step, : 4 if step % 2 else 8, :6]


@case("storage-nc4-all-types.nc")
def all_types(path):
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 4)
        base = np.arange(4 * GRID[0] * GRID[1]).reshape(4, *GRID)
        for dtype in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
            top = 100 if dtype == "i1" else 250
            put(file, "v_" + dtype, ("time", "lat", "lon"), base * 37 % top + 1, dtype)


@case("storage-cdf5-all-types.nc")
def cdf5_types(path):
    with dataset(path, "NETCDF3_64BIT_DATA") as file:
        grid(file)
        monthly(file, 4)
        base = np.arange(4 * GRID[0] * GRID[1]).reshape(4, *GRID)
        for dtype in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
            top = 100 if dtype == "i1" else 250
            put(file, "v_" + dtype, ("time", "lat", "lon"), base * 37 % top + 1, dtype)


@case("storage-nc4-groups.nc")
def groups(path):
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 6)
        tas(file, 6)
        inner = file.createGroup("forecast").createGroup("member1")
        variable = inner.createVariable("tas", "f4", ("time", "lat", "lon"), zlib=True)
        variable.units = "K"
        variable[:] = values((6, *GRID), 5)


@case("storage-nc4-strings.nc")
def strings(path):
    """Variables of strings and an enumeration beside numbers."""
    with dataset(path, "NETCDF4") as file:
        grid(file)
        monthly(file, 3)
        tas(file, 3)
        names = file.createVariable("band", str, ("lat",))
        names[:] = np.array([f"band {n}" for n in range(len(LAT))], dtype=object)
        kinds = file.createEnumType(np.int8, "surface_kind", {"sea": 0, "land": 1})
        surface = file.createVariable("surface", kinds, ("lat", "lon"))
        surface[:] = np.arange(GRID[0] * GRID[1]).reshape(GRID) % 2


def repacked(path, *arguments):
    """Rewrites a file by h5repack, which knows layouts that netCDF4-python does not write."""
    plain = path + ".plain"
    layout(plain, dict(chunksizes=(6, 4, 6)))
    command = ["h5repack", *arguments, plain, path]
    subprocess.run(command, check=True, capture_output=True, text=True)
    shutil.os.remove(plain)


@case("storage-nc4-superblock3.nc")
def superblock3(path):
    repacked(path, "-j", "2", "-k", "2")


@case("storage-nc4-szip.nc")
def szip(path):
    repacked(path, "-f", "/tas:SZIP=8,NN")


@case("storage-nc4-compact.nc")
def compact(path):
    repacked(path, "-l", "/lat:COMPA", "-l", "/lon:COMPA")


@case("storage-dims-not-coordinates.nc")
def bare_dimensions(path):
    """Dimensions without coordinate variables."""
    with dataset(path) as file:
        file.createDimension("time", None)
        file.createDimension("y", 5)
        file.createDimension("x", 4)
        put(file, "field", ("time", "y", "x"), values((6, 5, 4)))


@case("storage-scalars.nc")
def scalars(path):
    """Numbers without dimensions beside fields."""
    with dataset(path) as file:
        grid(file)
        monthly(file, 3)
        tas(file, 3)
        put(file, "radius", (), 6371229.0, "f8", attributes={"units": "m"})
        pair(file)
