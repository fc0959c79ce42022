#!/bin/bash
# Times CDO, xarray+dask and Isobar in turn on the same files, one whole process each, and checks Isobar's answers against CDO's.
#
#   jmh/peers.sh DATA_DIR [RUNS]
#
# DATA_DIR holds tas_classic.nc (CDF-2) and tas_deflate.nc (NetCDF-4, one deflated chunk a day) with
# tas(time, lat, lon). Prints a table: the best wall time of each tool in seconds, CPU seconds and
# peak memory of Isobar, and how many times faster Isobar is. Runs alternate between the tools, so
# that a busy machine slows all of them. Needs cdo, GNU time and python3-xarray with python3-dask.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
data=$1
runs=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/xr.py" << 'PYTHON'
import sys, warnings
warnings.simplefilter("ignore")
import dask, numpy as np, xarray as xr
op, src, dst = sys.argv[1:4]
dask.config.set(scheduler="threads", num_workers=2)
ds = xr.open_dataset(src, chunks={"time": 365}, use_cftime=True,
                     drop_variables=["time_bnds", "lat_bnds", "lon_bnds"])
v = ds["tas"]
month = v.groupby("time.month")
result = {
    "timmean": lambda: v.mean("time"),
    "timstd1": lambda: v.std("time", ddof=1),
    "fldmean": lambda: v.weighted(np.cos(np.radians(ds.lat))).mean(("lat", "lon")),
    "zonmean": lambda: v.mean("lon"),
    "ymonmean": lambda: month.mean("time"),
    "ymonsub": lambda: month - month.mean("time"),
}[op]()
result.to_dataset(name="r").to_netcdf(dst)
PYTHON

# best TOOL COMMAND...: keeps the best wall time of a tool, with the CPU time and memory of that run
declare -A wall cpu memory
best() {
  local tool=$1 e u s m
  shift
  rm -f "$work/$tool.nc"
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }
  read -r e u s m < <(tail -n 1 "$work/time")
  if [ -z "${wall[$tool]:-}" ] || (($(echo "$e < ${wall[$tool]}" | bc))); then
    wall[$tool]=$e
    cpu[$tool]=$(echo "$u + $s" | bc)
    memory[$tool]=$((m / 1024))
  fi
}

# agrees A B LIMIT: whether no two cells differ by more than the limit times the largest absolute value
agrees() {
  local largest
  largest=$(cdo -s outputf,%.9g -timmax -fldmax -abs "$1")
  # Columns from the right of the colon: two flags, absolute difference, relative difference, name.
  { cdo diffn "$1" "$2" 2> /dev/null || true; } |
    awk -v limit="$3" -v largest="$largest" -F ' : ' 'NF == 4 {
      split($3, f, " ")
      if (f[3] + 0 > limit * largest) bad = 1
    } END { exit bad }'
}

printf '| operator | file | CDO s | xarray s | Isobar s | Isobar CPU s | Isobar MiB | against CDO | against xarray |\n'
printf '|---|---|---|---|---|---|---|---|---|\n'
for file in tas_classic tas_deflate; do
  for op in timmean timstd1 fldmean zonmean ymonmean ymonsub; do
    in=$data/$file.nc
    second=()
    if [ $op = ymonsub ]; then second=(-ymonmean "$in"); fi
    wall=() cpu=() memory=()
    for ((run = 0; run < runs; run++)); do
      best cdo cdo -O -s $op "$in" "${second[@]}" "$work/cdo.nc"
      best isobar "$here/isobar" -O -s --threads 2 $op "$in" "${second[@]}" "$work/isobar.nc"
      best xarray /usr/bin/python3 "$work/xr.py" $op "$in" "$work/xarray.nc"
    done
    limit=1e-6
    if [ $op = fldmean ]; then limit=1e-4; fi
    agrees "$work/cdo.nc" "$work/isobar.nc" $limit || { echo "$op of $file: Isobar's answer differs from CDO's" >&2; exit 1; }
    printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' $op $file \
      "${wall[cdo]}" "${wall[xarray]}" "${wall[isobar]}" "${cpu[isobar]}" "${memory[isobar]}" \
      "$(echo "scale=1; ${wall[cdo]} / ${wall[isobar]}" | bc)" \
      "$(echo "scale=1; ${wall[xarray]} / ${wall[isobar]}" | bc)"
  done
done
