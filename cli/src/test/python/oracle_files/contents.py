"""What values mean: packing, and all the ways in which a file says that a value is missing.

The grid lies about the equator, where edges along parallels and along great circles are alike: the
values spread widely, and means over areas would differ by the shape of the cells alone.
"""

import numpy as np

from .base import GRID, case, dataset, grid, holes, monthly, put, values

DIMS = ("time", "lat", "lon")
NEAR_EQUATOR = dict(lat=np.arange(8) * 2.5 - 8.75, lon=np.arange(24) * 2.5)
SHAPE = (24, *GRID)


def one_variable(path, data, dtype="f4", fill=None, attributes=None, form="NETCDF3_CLASSIC"):
    with dataset(path, form) as file:
        grid(file, **NEAR_EQUATOR)
        monthly(file, len(data) if data is not None else 24, calendar="noleap")
        return put(file, "tas", DIMS, data, dtype, fill, {"units": "K", **(attributes or {})})


def counts(top, every=None, fill=0, shape=SHAPE):
    """Whole numbers from 0 to top - 1, with `fill` in some cells."""
    data = (np.arange(int(np.prod(shape)), dtype=np.int64) * 7919 % top).reshape(shape)
    return holes(data, fill, every) if every else data


def packed(name, data, dtype, fill, attributes, form="NETCDF3_CLASSIC"):
    case(f"packed-{name}.nc")(lambda path: one_variable(path, data, dtype, fill, attributes, form))


F4, F8 = np.float32, np.float64
packed("short", counts(30000, 7, -32767), "i2", np.int16(-32767),
       {"scale_factor": F8(0.002), "add_offset": F8(270.0)})
packed("short-float-scale", counts(30000, 7, -32767), "i2", np.int16(-32767),
       {"scale_factor": F4(0.002), "add_offset": F4(270.0)})
packed("short-negative-scale", counts(30000, 5, 32767), "i2", np.int16(32767),
       {"scale_factor": F8(-0.002), "add_offset": F8(270.0)})
packed("scale-alone", counts(3000), "i2", None, {"scale_factor": F8(0.1)})
packed("offset-alone", counts(100), "i2", None, {"add_offset": F4(-50.0)})
packed("byte", counts(120, 9, -127), "i1", np.int8(-127),
       {"scale_factor": F4(0.5), "add_offset": F4(200.0)})
packed("byte-unsigned-attribute", counts(250).astype("u1").view("i1"), "i1", None,
       {"scale_factor": F4(0.5), "_Unsigned": "true"})
packed("byte-unsigned-fill", holes(counts(250), 255, 11).astype("u1").view("i1"), "i1", np.int8(-1),
       {"scale_factor": F4(0.5), "_Unsigned": "true"})
packed("ubyte", counts(250, 11, 255), "u1", np.uint8(255), {"scale_factor": F4(0.5)}, "NETCDF4")
packed("ushort", counts(60000, 11, 65535), "u2", np.uint16(65535),
       {"scale_factor": F8(0.01)}, "NETCDF4")
packed("uint-large", counts(60000) + 4294900000, "u4", None, {}, "NETCDF4")
packed("int32", counts(2000000, 13, -999), "i4", np.int32(-999),
       {"scale_factor": F8(0.0001), "add_offset": F8(-40.0)})
packed("int32-plain", counts(2000000, 13, -999), "i4", np.int32(-999), {})
packed("short-plain", counts(30000, 13, -999), "i2", np.int16(-999), {})
packed("int64-plain", counts(2000000, 13, -999), "i8", np.int64(-999), {}, "NETCDF4")
packed("short-missing-value", counts(30000, 7, -9999), "i2", None,
       {"scale_factor": F8(0.002), "add_offset": F8(270.0), "missing_value": np.int16(-9999)})
packed("valid-range", counts(30000), "i2", None,
       {"scale_factor": F8(0.01), "valid_range": np.array([100, 25000], "i2")})
packed("float", holes(values(SHAPE), 1e20), "f4", F4(1e20), {"scale_factor": F4(2.0)})
packed("double-large-offset", counts(30000, 7, -32767), "i2", np.int16(-32767),
       {"scale_factor": F8(0.5), "add_offset": F8(100000.0)})


def missing(name, data, attributes, fill=None, dtype="f4", form="NETCDF3_CLASSIC"):
    case(f"missing-{name}.nc")(lambda path: one_variable(path, data, dtype, fill, attributes, form))


FIELD = values(SHAPE)
missing("fill-value", holes(FIELD, 1e20), {}, F4(1e20))
missing("missing-value", holes(FIELD, -999.0), {"missing_value": F4(-999.0)})
missing("both-equal", holes(FIELD, 1e20), {"missing_value": F4(1e20)}, F4(1e20))
missing("both-differ", holes(holes(FIELD, 1e20), -999.0, 11, 3), {"missing_value": F4(-999.0)},
        F4(1e20))
missing("nan-raw", holes(FIELD, np.nan, 50), {})
missing("nan-beside-fill", holes(holes(FIELD, np.nan, 50), 1e20, 9, 4), {}, F4(1e20))
missing("nan-fill", holes(FIELD, np.nan), {}, F4(np.nan))
missing("valid-range", FIELD, {"valid_range": np.array([265.0, 275.0], "f4")})
missing("valid-min", FIELD, {"valid_min": F4(265.0)})
missing("valid-max", FIELD, {"valid_max": F4(275.0)})
missing("wider-attribute", holes(FIELD, 1e20), {"missing_value": F8(1e20)})
missing("wider-attribute-inexact", holes(FIELD, -999.9), {"missing_value": F8(-999.9)})
missing("text-attribute", FIELD, {"missing_value": "none"})
missing("two-values", holes(holes(FIELD, -999.0), -888.0, 11, 3),
        {"missing_value": np.array([-999.0, -888.0], "f4")})
missing("none-at-all", FIELD, {})
missing("everywhere", np.full(SHAPE, 1e20), {}, F4(1e20))
missing("infinite", holes(FIELD, np.inf, 50), {})
missing("double", holes(FIELD, -1e30), {}, F8(-1e30), "f8")
missing("signed-zero", holes(np.where(FIELD > 270, -0.0, FIELD), 0.0), {})
missing("zero-is-fill", holes(FIELD, 0.0), {}, F4(0.0))


@case("missing-default-fill.nc")
def default_fill(path):
    """Cells that were never written, without _FillValue: they hold the type's default fill."""
    with dataset(path) as file:
        grid(file, **NEAR_EQUATOR)
        monthly(file, 24)
        for name, dtype in (("f", "f4"), ("d", "f8"), ("s", "i2"), ("i", "i4")):
            variable = put(file, name, DIMS, None, dtype)
            data = counts(1000) if dtype.startswith("i") else FIELD
            variable[:, :6] = data[:, :6]
        put(file, "b", DIMS, counts(100), "i1")


@case("missing-patterns.nc")
def patterns(path):
    """Cells missing at all steps, at all but one, whole rows, whole columns and whole steps."""
    data = values(SHAPE).astype("f4")
    data[:, 0, 0] = 1e20
    data[1:, 0, 1] = 1e20
    data[:, 3, :] = 1e20
    data[:, :, 5] = 1e20
    data[4] = 1e20
    data[8:, 6, 6] = 1e20
    one_variable(path, data, "f4", F4(1e20))


@case("missing-unlike-per-variable.nc")
def unlike(path):
    """Each variable has its own way of being missing."""
    with dataset(path) as file:
        grid(file, **NEAR_EQUATOR)
        monthly(file, 12)
        data = values((12, *GRID))
        put(file, "a", DIMS, holes(data, -1.0), fill=F4(-1.0))
        put(file, "b", DIMS, holes(data, 1e20, 5), attributes={"missing_value": F4(1e20)})
        put(file, "c", DIMS, data)
        put(file, "mask", ("lat", "lon"), np.arange(GRID[0] * GRID[1]).reshape(GRID) % 3, "i4", np.int32(2))


@case("values-signs.nc")
def signs(path):
    """Negative numbers, zeros and small ones: square roots and quotients that do not exist."""
    data = values(SHAPE, 3, -30.0)
    data.reshape(-1)[::17] = 0.0
    one_variable(path, data)


@case("values-large-offset.nc")
def large_offset(path):
    """A small variation on a large mean, in double: variances cancel when summed naively."""
    one_variable(path, 1e6 + values(SHAPE, 2, 0.0), "f8")


@case("values-constant.nc")
def constant(path):
    one_variable(path, np.full(SHAPE, 0.1), "f4")


@case("values-extreme.nc")
def extreme(path):
    one_variable(path, values(SHAPE, 2, 0.0) * 1e30, "f8")
