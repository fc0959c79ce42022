#!/bin/sh
# Prints the measured half of docs/performance.md: the side by side with CDO, NCO and xarray, then the
# tables of jmh/scaling.sh. Takes about an hour; nothing else should run meanwhile.
#
#   jmh/report.sh DATA_SMALL DATA_LARGE [RUNS]     folders as jmh/peers.sh wants them
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
echo '### Beside CDO, NCO and xarray with dask'
echo
"$here/peers.sh" "$1" "$2" "${3:-5}"
echo
"$here/scaling.sh" 10 "${3:-5}"
