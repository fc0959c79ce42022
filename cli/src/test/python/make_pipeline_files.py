"""Writes the files that pipelines.sh works on: make_pipeline_files.py FOLDER.

Small fields of a made-up climate on coarse grids, as people have them: monthly and daily series with
bounds, missing cells over land, pressure levels, a land fraction, three members of an ensemble.
"""

import sys
from pathlib import Path

import netCDF4
import numpy as np

MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FILL = np.float32(1e20)


def create(path, lats, lons, edges, units):
    """A file with axes; edges are the bounds of the time steps in days, none for a fixed field."""
    data = netCDF4.Dataset(path, "w", format="NETCDF3_64BIT_OFFSET")
    data.Conventions = "CF-1.7"
    data.title = "made up for a test"
    axis(data, "lat", "latitude", "degrees_north", "Y", lats)
    axis(data, "lon", "longitude", "degrees_east", "X", lons)
    if edges is not None:
        data.createDimension("time", None)
        data.createDimension("bnds", 2)
        time = data.createVariable("time", "f8", ("time",))
        time.setncatts({"standard_name": "time", "units": units, "calendar": "noleap",
                        "bounds": "time_bnds", "axis": "T"})
        bounds = data.createVariable("time_bnds", "f8", ("time", "bnds"))
        time[:] = (edges[:-1] + edges[1:]) / 2
        bounds[:] = np.stack([edges[:-1], edges[1:]], axis=1)
    return data


def axis(data, name, standard, units, letter, values):
    data.createDimension(name, len(values))
    var = data.createVariable(name, "f8", (name,))
    var.setncatts({"standard_name": standard, "units": units, "axis": letter})
    var[:] = values


def add(data, name, dims, values, **attributes):
    var = data.createVariable(name, "f4", dims, fill_value=FILL)
    var.setncatts(attributes | {"missing_value": FILL})
    var[:] = np.where(np.isnan(values), FILL, values.astype("f4"))


def monthly(years):
    return np.concatenate([[0], np.cumsum(np.tile(MONTHS, years))]).astype(float)


def main(folder):
    random = np.random.default_rng(1979)
    lats, lons = np.arange(-87.5, 90, 5), np.arange(0, 360, 5.0)
    grid = (len(lats), len(lons))
    edges = monthly(12)
    months = np.arange(len(edges) - 1)
    since = "days since 1979-01-01 00:00:00"
    phase = np.cos(2 * np.pi * (months - 0.5) / 12)[:, None, None]
    warm = 300 - 45 * np.sin(np.radians(lats))[None, :, None] ** 2
    cycle = warm - 12 * phase * np.sin(np.radians(lats))[None, :, None]
    space = ("time", "lat", "lon")

    def temperature(drift):
        noise = random.normal(0, 2, (len(months),) + grid)
        return cycle + drift * months[:, None, None] / 120 + noise

    for name, drift in {"tas": 0.2, "member1": 0.1, "member2": 0.3, "member3": 0.4}.items():
        with create(folder / f"{name}.nc", lats, lons, edges, since) as data:
            add(data, "tas", space, temperature(drift), units="K",
                standard_name="air_temperature", cell_methods="time: mean")

    land = random.random(grid) < 0.3
    with create(folder / "sftlf.nc", lats, lons, None, "") as data:
        add(data, "sftlf", ("lat", "lon"), np.where(land, 100.0, 20 * random.random(grid)),
            units="%", standard_name="land_area_fraction")

    with create(folder / "sst.nc", lats, lons, edges, since) as data:
        sst = np.where(land[None], np.nan, np.maximum(temperature(0.2), 271.35))
        add(data, "sst", space, sst, units="K", standard_name="sea_surface_temperature")

    with create(folder / "levels.nc", lats, lons, edges[:25], since) as data:
        axis(data, "plev", "air_pressure", "Pa", "Z", [85000.0, 50000.0, 20000.0])
        data["plev"].positive = "down"
        shape = (24, 3) + grid
        dims = ("time", "plev", "lat", "lon")
        drop = np.array([0.0, 25.0, 60.0])[None, :, None, None]
        add(data, "ta", dims, temperature(0)[:24, None] - drop, units="K",
            standard_name="air_temperature")
        add(data, "ua", dims, random.normal(8, 5, shape), units="m s-1",
            standard_name="eastward_wind")
        add(data, "va", dims, random.normal(0, 4, shape), units="m s-1",
            standard_name="northward_wind")

    coarse = (np.arange(-85, 90, 10.0), np.arange(0, 360, 10.0))
    days = np.arange(731.0)
    shape = (730, len(coarse[0]), len(coarse[1]))
    with create(folder / "daily.nc", *coarse, days, since) as data:
        wet = random.random(shape) < 0.4
        add(data, "pr", space, np.where(wet, random.gamma(0.8, 6, shape), 0) / 86400,
            units="kg m-2 s-1", standard_name="precipitation_flux")
        warm = 285 - 25 * np.sin(np.radians(coarse[0]))[None, :, None]
        season = -10 * np.cos(2 * np.pi * days[:730] / 365)[:, None, None]
        add(data, "tas", space, warm + season + random.normal(0, 4, shape), units="K",
            standard_name="air_temperature")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
