#!/bin/sh
# Prints, as Markdown, what a grid of two members of one thread costs on this host: a range, a task,
# bytes on the wire, the time to the first result, and the mean over time of a classic and a deflated
# file beside two threads of one process and, where /usr/bin/python3 has it, dask.distributed with two
# processes (Debian's python3-distributed, python3-xarray, python3-netcdf4). All arms take turns in one
# run, and each answer is checked.
#
#   jmh/grid.sh [FOLDER [RUNS]]      FOLDER holds tas_classic.nc and tas_deflate.nc, as for peers.sh;
#                                    without it, files of 10 years are made
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
dask=none
if /usr/bin/python3 -c 'import distributed, netCDF4, xarray' 2> /dev/null; then
  dask=$here/dask/timmean.py
fi
folder=${1:-}
exec "$here/java" -Xmx1g --add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
  --add-opens java.management/sun.management=ALL-UNNAMED \
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  org.isobar.jmh.Grid "${2:-7}" "$dask" \
  ${folder:+"$folder/tas_classic.nc" "$folder/tas_deflate.nc"}
