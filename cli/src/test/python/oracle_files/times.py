"""Time axes: calendars, units, types, odd ones and absent ones, bounds, records."""

import numpy as np

from .base import (GRID, TAS, case, daily, dataset, edges, grid, latitude, longitude, monthly, pair, put,
                   tas, time_axis, values)

SMALL_LAT = np.array([-10.0, 0.0, 10.0])
SMALL_LON = np.array([0.0, 10.0, 20.0, 30.0])


def small_grid(file):
    grid(file, SMALL_LAT, SMALL_LON)


def days(path, calendar, count, start="1999-11-15 00:00:00", form="NETCDF4"):
    with dataset(path, form) as file:
        small_grid(file)
        daily(file, count, start, calendar)
        tas(file, count, zlib=True, chunksizes=(64, 3, 4))


for _calendar in ("standard", "gregorian", "proleptic_gregorian", "julian", "noleap", "365_day",
                  "all_leap", "366_day", "360_day"):
    case(f"time-daily-{_calendar}.nc")(lambda path, c=_calendar: days(path, c, 1200))
for _calendar in ("standard", "julian", "noleap", "all_leap", "360_day"):

    @case(f"time-monthly-{_calendar}.nc")
    def monthly_series(path, calendar=_calendar):
        with dataset(path) as file:
            small_grid(file)
            monthly(file, 41, calendar=calendar, first=(1999, 11))
            tas(file, 41)


@case("time-daily-no-calendar.nc")
def no_calendar(path):
    days(path, None, 400)


@case("time-daily-over-1582.nc")
def over_1582(path):
    """The mixed calendar has no 5th to 14th of October 1582."""
    days(path, "standard", 60, "1582-09-01")


@case("time-months-since.nc")
def months_since(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(30.0), "months since 1998-11-01", "standard")
        tas(file, 30)


@case("time-months-since-360.nc")
def months_since_360(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(30.0), "months since 1998-11-15", "360_day")
        tas(file, 30)


@case("time-months-since-end-of-month.nc")
def months_since_31st(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(14.0), "months since 1999-12-31", "standard")
        tas(file, 14)


@case("time-months-since-half.nc")
def months_since_half(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(14.0) + 0.5, "months since 2000-01-01", "standard")
        tas(file, 14)


@case("time-years-since.nc")
def years_since(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(12.0), "years since 1996-07-01", "standard")
        tas(file, 12)


@case("time-years-since-noleap.nc")
def years_since_noleap(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(12.0), "years since 1850-01-01", "noleap", dtype="i4")
        tas(file, 12)


def unit_case(unit, step, dtype, start="2003-12-30 00:00:00", count=50):
    @case(f"time-{unit}-{dtype}.nc")
    def write(path):
        with dataset(path) as file:
            small_grid(file)
            time_axis(file, np.arange(count) * step, f"{unit} since {start}", "standard", dtype=dtype)
            tas(file, count)


unit_case("seconds", 43200, "f8")
unit_case("seconds", 43200, "i4")
unit_case("minutes", 720, "i4")
unit_case("hours", 6, "i4")
unit_case("hours", 6, "f4")
unit_case("days", 1, "i2")
unit_case("days", 1, "f4")
unit_case("weeks", 1, "f8")


@case("time-int64.nc")
def time_int64(path):
    with dataset(path, "NETCDF4") as file:
        small_grid(file)
        time_axis(file, np.arange(40) * 24, "hours since 2003-12-25", "proleptic_gregorian",
                  dtype="i8")
        tas(file, 40)


@case("time-zone-and-fraction.nc")
def zone(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(20) * 5.0, "days since 2001-01-01T00:00:00Z", "standard")
        tas(file, 20)


@case("time-packed.nc")
def packed_time(path):
    """The axis itself has a scale and an offset."""
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(40), "days since 2001-01-01", "standard", dtype="i2",
                  attributes={"scale_factor": np.float64(2.0), "add_offset": np.float64(10.0)})
        tas(file, 40)


@case("time-char.nc")
def char_time(path):
    """Dates as text, beside no numeric axis."""
    with dataset(path) as file:
        small_grid(file)
        file.createDimension("time", None)
        file.createDimension("strlen", 19)
        tas(file, 6)
        text = file.createVariable("time", "S1", ("time", "strlen"))
        for step in range(6):
            text[step] = np.array(list(f"2001-{step + 1:02d}-15 12:00:00"), "S1")
        text.standard_name = "time"


@case("time-no-units.nc")
def no_units(path):
    with dataset(path) as file:
        small_grid(file)
        file.createDimension("time", None)
        put(file, "time", ("time",), np.arange(10.0), "f8")
        tas(file, 10)


@case("time-no-variable.nc")
def no_time_variable(path):
    with dataset(path) as file:
        small_grid(file)
        file.createDimension("time", None)
        tas(file, 10)


@case("time-year-zero.nc")
def year_zero(path):
    """A climatology dated to year 0."""
    with dataset(path) as file:
        small_grid(file)
        middles = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]) + 15.0
        time_axis(file, middles, "days since 0000-01-01 00:00:00", "noleap")
        tas(file, 12)


@case("time-year-zero-standard.nc")
def year_zero_standard(path):
    with dataset(path) as file:
        small_grid(file)
        middles = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]) + 15.0
        time_axis(file, middles, "days since 0000-01-01 00:00:00", "standard")
        tas(file, 12)


@case("time-year-one.nc")
def year_one(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 30, "days since 0001-01-01", "noleap", (1, 1))
        tas(file, 30)


@case("time-before-reference.nc")
def before_reference(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 30, "days since 2010-01-01", "standard", (1998, 6))
        tas(file, 30)


@case("time-not-unlimited.nc")
def fixed(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 15, unlimited=False)
        tas(file, 15)


@case("time-no-bounds.nc")
def no_bounds(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 15, bounds=False)
        tas(file, 15)


@case("time-end-of-period.nc")
def end_of_period(path):
    """Months stamped at their end, which is the first day of the next month."""
    with dataset(path) as file:
        small_grid(file)
        starts = np.cumsum([0] + [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 2)
        time_axis(file, starts[1:], "days since 2001-01-01", "noleap",
                  np.stack([starts[:-1], starts[1:]], -1))
        tas(file, 24)


@case("time-bounds-uninitialised.nc")
def bounds_uninitialised(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 15, bounds=False)
        pair(file)
        file["time"].bounds = "time_bnds"
        put(file, "time_bnds", ("time", "bnds"), None, "f8")
        tas(file, 15)


@case("time-single-step.nc")
def single_step(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 1)
        tas(file, 1)


@case("time-no-records.nc")
def no_records(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.zeros(0), "days since 2000-01-01", "standard")
        put(file, "tas", ("time", "lat", "lon"), None, attributes=TAS)
        put(file, "orog", ("lat", "lon"), values((3, 4)))


@case("time-scalar.nc")
def scalar_time(path):
    """One instant, as a scalar coordinate."""
    with dataset(path) as file:
        small_grid(file)
        put(file, "time", (), 45.5, "f8", attributes={
            "standard_name": "time", "units": "days since 2000-01-01", "calendar": "noleap"})
        put(file, "tas", ("lat", "lon"), values((3, 4)), attributes={**TAS, "coordinates": "time"})


@case("time-none.nc")
def timeless(path):
    with dataset(path) as file:
        grid(file)
        put(file, "orog", ("lat", "lon"), values(GRID), attributes={"units": "m"})


@case("time-descending.nc")
def descending(path):
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, np.arange(20.0)[::-1] * 10, "days since 2000-01-01", "noleap")
        tas(file, 20)


@case("time-repeated.nc")
def repeated(path):
    """The same stamps twice, and a gap."""
    with dataset(path) as file:
        small_grid(file)
        time_axis(file, [0, 1, 1, 2, 2, 40, 41, 400], "days since 2000-01-01", "noleap")
        tas(file, 8)


@case("time-absolute.nc")
def absolute(path):
    """Dates as decimal numbers, in the way of older German models."""
    with dataset(path) as file:
        small_grid(file)
        numbers = [20000100 + 100 * month + 15.5 for month in range(12)]
        time_axis(file, numbers, "day as %Y%m%d.%f", "proleptic_gregorian")
        tas(file, 12)


@case("time-named-otherwise.nc")
def named_otherwise(path):
    """An axis that only its units betray."""
    with dataset(path) as file:
        small_grid(file)
        file.createDimension("time_counter", None)
        put(file, "time_counter", ("time_counter",), np.arange(8) * 86400.0, "f8", attributes={
            "units": "seconds since 1990-01-01 00:00:00", "calendar": "noleap"})
        put(file, "sst", ("time_counter", "lat", "lon"), values((8, 3, 4)))


@case("time-two-coordinates.nc")
def two_coordinates(path):
    """A forecast reference time beside the axis."""
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 8)
        put(file, "forecast_reference_time", ("time",), np.arange(8) * 10.0, "f8", attributes={
            "standard_name": "forecast_reference_time", "units": "days since 1990-01-01"})
        put(file, "forecast_period", ("time",), np.arange(8) * 24.0, "f8", attributes={
            "standard_name": "forecast_period", "units": "hours"})
        tas(file, 8, attributes={"coordinates": "forecast_reference_time forecast_period"})


@case("time-climatology.nc")
def climatology(path):
    """Monthly climatology, with climatology bounds over ten years."""
    with dataset(path) as file:
        small_grid(file)
        starts = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
        time_axis(file, (starts[:-1] + starts[1:]) / 2 + 5 * 365, "days since 1990-01-01", "noleap",
                  attributes={"climatology": "climatology_bnds"})
        pair(file)
        put(file, "climatology_bnds", ("time", "bnds"),
            np.stack([starts[:-1], starts[1:] + 9 * 365], -1), "f8")
        tas(file, 12, attributes={
            "cell_methods": "time: mean within years time: mean over years"})


@case("time-years-1-to-3-hourly.nc")
def hourly(path):
    with dataset(path, "NETCDF4") as file:
        latitude(file, np.array([10.0, 20.0]))
        longitude(file, np.array([5.0, 15.0, 25.0]))
        numbers = np.arange(24 * 40) / 24
        time_axis(file, numbers, "days since 1999-12-20", "standard", edges(numbers))
        tas(file, len(numbers), zlib=True, chunksizes=(240, 2, 3))


@case("time-constant-beside-series.nc")
def constants(path):
    with dataset(path) as file:
        small_grid(file)
        monthly(file, 24, calendar="360_day")
        put(file, "orog", ("lat", "lon"), values((3, 4), 9, 0.0, 0.02), attributes={"units": "m"})
        tas(file, 24)
        put(file, "global_index", ("time",), values((24,), 4, -3.0, 1e-4), attributes={"units": "1"})
        put(file, "sftlf", ("lat", "lon"), values((3, 4), 5, 0.0, 0.0016), attributes={"units": "%"})
