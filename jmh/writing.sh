#!/bin/bash
# Times Isobar, CDO and nccopy writing the same deflated NetCDF-4 file, one whole process each, and checks the values with CDO.
#
#   jmh/writing.sh FILE [RUNS]
#
# FILE is a classic file. Prints a table: the best wall time and the least processor time of each, and how much smaller the result is
# than FILE. Runs alternate, so that a busy machine slows all of them. Needs cdo, nccopy and GNU time.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
in=$1
runs=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

declare -A wall cpu
best() {
  local tool=$1 e u s c
  shift
  /usr/bin/time -f '%e %U %S' -o "$work/time" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }
  read -r e u s < <(tail -n 1 "$work/time")
  c=$(echo "$u + $s" | bc)
  if [ -z "${wall[$tool]:-}" ] || (($(echo "$e < ${wall[$tool]}" | bc))); then wall[$tool]=$e; fi
  if [ -z "${cpu[$tool]:-}" ] || (($(echo "$c < ${cpu[$tool]}" | bc))); then cpu[$tool]=$c; fi
}

cat "$in" > /dev/null
for ((run = 0; run < runs; run++)); do
  best isobar "$here/isobar" -O -s -f nc4 -z zip_1 copy "$in" "$work/isobar.nc"
  best cdo cdo -O -s -f nc4 -z zip_1 copy "$in" "$work/cdo.nc"
  best nccopy nccopy -k nc4 -d1 -s "$in" "$work/nccopy.nc"
done
[ -z "$(cdo -s diffn "$in" "$work/isobar.nc" 2> /dev/null)" ] || { echo 'the values differ' >&2; exit 1; }
size=$(stat -c %s "$in")
printf '| | wall s | CPU s | ratio |\n|---|---|---|---|\n'
for tool in isobar cdo nccopy; do
  printf '| %s | %s | %s | %s |\n' $tool "${wall[$tool]}" "${cpu[$tool]}" \
    "$(echo "scale=2; $size / $(stat -c %s "$work/$tool.nc")" | bc)"
done
