#!/bin/bash
# Times CDO, NCO, xarray with dask, and Isobar in turn on the same files, one whole process each, and
# compares their answers. Prints Markdown.
#
#   jmh/peers.sh DATA_SMALL DATA_LARGE [RUNS]
#
# Each folder holds tas_classic.nc (CDF-2) and tas_deflate.nc (NetCDF-4, one deflated chunk a day) with
# tas(time, lat, lon), the same values in both; the large one holds more days. The slope between the
# two, from the fastest runs, is what another GB of values costs: start-up cancels. Runs alternate
# between the tools, so that a busy machine slows all of them; the CPU time of a process suffers less
# from that than the clock. Needs cdo, GNU time and python3 with xarray, dask and netCDF4; nco is left
# out where it is missing.
#
# ISOBAR     the launcher to measure (isobar of this checkout)
# OPERATORS  those to measure (all)
# TOOLS      those to measure (cdo xarray isobar nco); the answers are compared with CDO's
# XARRAY_RUNS  runs of xarray, which takes ten times as long as the others (RUNS)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
small=$1
large=$2
runs=${3:-5}
isobar=${ISOBAR:-$here/isobar}
xarray_runs=${XARRAY_RUNS:-$runs}
operators=${OPERATORS:-timmean timstd1 fldmean zonmean ymonmean chain ymonsub}
python=/usr/bin/python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nco=$(if command -v ncra > /dev/null; then echo nco; fi)
read -ra tools <<< "${TOOLS:-cdo xarray isobar $nco}"

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
    "chain": lambda: ((v - 273.15) ** 2).mean("time"),
    "ymonsub": lambda: month - month.mean("time"),
}[op]()
result.to_dataset(name="r").to_netcdf(dst)
PYTHON

# Exits with 1 if two files differ by more than a limit, relative to the largest absolute value.
cat > "$work/same.py" << 'PYTHON'
import sys
import netCDF4, numpy as np
def largest(path):
    with netCDF4.Dataset(path) as ds:
        data = [v for n, v in ds.variables.items() if n in ("tas", "r")]
        return np.ma.filled(data[0][:].astype("f8").squeeze(), np.nan)
a, b = largest(sys.argv[1]), largest(sys.argv[2])
if a.shape != b.shape:
    sys.exit(f"shapes {a.shape} and {b.shape}")
if not (np.isnan(a) == np.isnan(b)).all():
    sys.exit("other cells are missing")
error = np.nanmax(abs(a - b)) / np.nanmax(abs(a))
if not error <= float(sys.argv[3]):
    sys.exit(f"they differ by {error:g} of the largest value")
PYTHON

# words_of TOOL OPERATOR INPUT OUTPUT: sets words; empty where the tool has no such operator
words_of() {
  local chain="-sqr -subc,273.15"
  words=()
  case $1 in
    xarray) words=("$python" "$work/xr.py" "$2" "$3" "$4") ;;
    nco)
      # Means over other dimensions are ncwa's, which holds seven times the variable in memory.
      if [ "$2" = timmean ]; then words=(ncra -O -h -v tas "$3" "$4"); fi
      ;;
    *)
      local program=(cdo -O -s)
      if [ "$1" = isobar ]; then program=("$isobar" -O -s --threads 2); fi
      case $2 in
        chain) read -ra words <<< "timmean $chain" ;;
        *) words=("$2") ;;
      esac
      words=("${program[@]}" "${words[@]}" "$3")
      if [ "$2" = ymonsub ]; then words+=(-ymonmean "$3"); fi
      words+=("$4")
      ;;
  esac
}

# measure TOOL OPERATOR SIZE INPUT: adds a line "tool size wall cpu KiB" to the measurements
measure() {
  words_of "$1" "$2" "$4" "$work/$1.nc"
  [ ${#words[@]} -gt 0 ] || return 0
  rm -f "$work/$1.nc"
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "${words[@]}" > "$work/log" 2>&1 < /dev/null ||
    { echo "failed: ${words[*]}" >&2; cat "$work/log" >&2; exit 1; }
  local e u s m
  read -r e u s m < <(tail -n 1 "$work/time")
  echo "$1 $3 $e $(awk "BEGIN { print $u + $s }") $m" >> "$work/measured"
}

# agree OPERATOR: all answers are near CDO's. CDO weighs areas from the centres of cells, xarray by the
# cosine of the latitude, and it adds in single precision.
agree() {
  local tool limit
  for tool in isobar nco xarray; do
    [ -e "$work/$tool.nc" ] || continue
    limit=1e-6
    case $tool-$1 in
      xarray-*) limit=1e-3 ;;
      *-fldmean) limit=1e-4 ;;
    esac
    "$python" "$work/same.py" "$work/cdo.nc" "$work/$tool.nc" $limit >&2 ||
      { echo "$1: the answers of CDO and $tool differ" >&2; exit 1; }
  done
}

# table OPERATOR FILE: a line of both tables from the measurements
table() {
  awk -v op="$1" -v file="$2" -v gb="$gb_more" -v slopes="$work/slopes" -v whole="$work/whole" '
    function median(key, n, i, j, t, v) {
      n = split(all[key], v, " ")
      for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) {
        t = v[j]; v[j] = v[j - 1]; v[j - 1] = t
      }
      return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    function slope(tool, what) {
      if (!((tool, "large", what) in least)) return "-"
      return (least[tool, "large", what] - least[tool, "small", what]) / gb
    }
    function shown(x) { return x == "-" ? "-" : sprintf("%.2f", x) }
    function ratio(a, b) { return a == "-" || b <= 0 ? "-" : sprintf("%.1f", a / b) }
    function process(tool, key) {
      key = tool SUBSEP "large"
      if (!((key, "wall") in least)) return "-"
      return sprintf("%.2f (%.2f), CPU %.2f, %d MiB", least[key, "wall"], median(key SUBSEP "wall"), \
        least[key, "cpu"], most[key] / 1024)
    }
    function keep(key, x) {
      if (!(key in least) || x < least[key]) least[key] = x
      all[key] = all[key] " " x
    }
    {
      keep($1 SUBSEP $2 SUBSEP "wall", $3 + 0)
      keep($1 SUBSEP $2 SUBSEP "cpu", $4 + 0)
      if ($5 + 0 > most[$1, $2]) most[$1, $2] = $5 + 0
    }
    END {
      line = "| " op " | " file
      for (k = 1; k <= 2; k++) {
        what = k == 1 ? "wall" : "cpu"
        i = slope("isobar", what); c = slope("cdo", what); x = slope("xarray", what); n = slope("nco", what)
        line = line " | " shown(c) " | " shown(n) " | " shown(x) " | " shown(i) \
          " | **" ratio(c, i) "** | " ratio(x, i)
      }
      print line " |" >> slopes
      print line " |" > "/dev/stderr"
      print "| " op " | " file " | " process("cdo") " | " process("nco") " | " process("xarray") \
        " | " process("isobar") " | " ratio(least["cdo", "large", "wall"], least["isobar", "large", "wall"]) " |" >> whole
    }' "$work/measured"
}

"$isobar" --version > /dev/null
bytes() { stat -c %s "$1/tas_classic.nc"; }
gb_more=$(awk "BEGIN { print ($(bytes "$large") - $(bytes "$small")) / 1e9 }")

for op in $operators; do
  for file in tas_classic tas_deflate; do
    rm -f "$work/measured" "$work"/*.nc
    for ((run = 0; run < runs; run++)); do
      for size in small large; do
        for tool in "${tools[@]}"; do
          if [ "$tool" = xarray ] && [ "$run" -ge "$xarray_runs" ]; then continue; fi
          measure "$tool" "$op" $size "${!size}/$file.nc"
        done
        if [ $run = 0 ]; then agree "$op"; fi
      done
    done
    table "$op" ${file#tas_}
  done
done
cdo -O -s seltimestep,1/3 "$small/tas_classic.nc" "$work/tiny.in.nc"
for ((run = 0; run < runs; run++)); do
  for tool in "${tools[@]}"; do measure "$tool" timmean tiny "$work/tiny.in.nc"; done
done

version() { "$@" 2>&1 < /dev/null | head -n 1; }
echo "$(grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //'), $(nproc) processors."
echo "$(version cdo --version | sed 's/ *(.*//'), $(version ncra --version | grep -o 'version [0-9.]*' | sed 's/^/NCO /')," \
  "$("$python" -c 'import dask, netCDF4, numpy, xarray as x
print(f"xarray {x.__version__}, dask {dask.__version__}, numpy {numpy.__version__}, netCDF4 {netCDF4.__version__}")')," \
  "$(version "$isobar" --version)."
echo
echo "Slope between $(awk "BEGIN { printf \"%.2f\", $(bytes "$small") / 1e9 }") and" \
  "$(awk "BEGIN { printf \"%.2f\", $(bytes "$large") / 1e9 }") GB of values, the fastest of $runs runs each ($xarray_runs of xarray):" \
  "seconds for another GB, by the clock and of processor time, and how many times faster Isobar is."
echo
echo '| operator | file | CDO | NCO | xarray | Isobar | CDO / Isobar | xarray / Isobar | CPU: CDO | NCO | xarray | Isobar | CDO / Isobar | xarray / Isobar |'
echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|---|'
cat "$work/slopes"
echo
echo "Whole processes, larger input: fastest (median) seconds by the clock, least processor time, most memory."
echo
echo '| operator | file | CDO | NCO | xarray | Isobar | CDO / Isobar |'
echo '|---|---|---|---|---|---|---|'
cat "$work/whole"
echo
echo "Start-up, timmean of three days, fastest of $runs runs, seconds:" \
  "$(awk '$2 == "tiny" && (!($1 in t) || $3 < t[$1]) { t[$1] = $3 }
    END { for (k in t) printf "%s%s %.2f", s++ ? ", " : "", k, t[k] }' "$work/measured")."
