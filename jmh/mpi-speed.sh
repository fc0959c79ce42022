#!/usr/bin/env bash
# Prints, as Markdown, what MPI costs: the mean of all values of one file by two threads of one process,
# by two ranks of one thread each under Open MPI and MPICH, and by mpi4py and netCDF4 on two ranks, in
# turns; and what comes before the first result. Every answer is checked, to the last bits of a float.
#
#   jmh/mpi-speed.sh [DAYS] [RUNS]     days of 180 x 360 floats in the file (7300: 1.9 GB), runs (5)
#
# Needs openmpi-bin, mpich, python3-mpi4py, python3-netcdf4, and room for the file in the temporary folder
# and in memory: what is compared is the work, not the disk.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
days=${1:-7300}
runs=${2:-5}
# Each rank is a process of its own: it takes some twenty rounds until all of them run compiled code.
rounds=25
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_tcp_if_include=lo \
  OMPI_MCA_oob_tcp_if_include=lo OMPI_MCA_btl_vader_single_copy_mechanism=none UCX_NET_DEVICES=lo
python=/usr/bin/python3
for need in mpirun.openmpi mpirun.mpich; do
  command -v $need > /dev/null || { echo "jmh/mpi-speed.sh: needs $need" >&2; exit 69; }
done
$python -c 'import mpi4py, netCDF4' || { echo 'jmh/mpi-speed.sh: needs python3-mpi4py and python3-netcdf4' >&2; exit 69; }

cat > "$work/mean.py" << 'PYTHON'
import sys, time
main = time.time()
from mpi4py import MPI
import netCDF4, numpy as np
joined = time.time()
path, rounds, began = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) / 1e9
comm = MPI.COMM_WORLD
def mean():
    with netCDF4.Dataset(path) as ds:
        tas = ds["tas"]
        n = tas.shape[0]
        lo, hi = n * comm.rank // comm.size, n * (comm.rank + 1) // comm.size
        total = count = 0.0
        for t in range(lo, hi, 64):
            block = tas[t:min(hi, t + 64)]
            total += block.sum(dtype="f8")
            count += block.count()
    both = comm.allreduce(np.array([total, count]))
    return both[0] / both[1]
def say(*words):
    if comm.rank == 0:
        print(*words)
say("launcher", main - began)
say("backend", joined - main)
for i in range(rounds):
    comm.Barrier()
    start = time.perf_counter()
    answer = mean()
    say("first" if i == 0 else "again", time.perf_counter() - start)
say("answer %.9f" % answer)
PYTHON

# Behind sh, because Open MPI's mpirun changes the class path of commands that are called java.
java() { ISOBAR_JMH_BUILD=no sh "$here/java" -Xmx512m org.isobar.jmh.MpiMean "$@"; }
sh "$here/java" -Xmx512m org.isobar.jmh.MpiMean make "$work/tas.nc" "$days" > "$work/right"

one() {
  local way=$1 began launch
  began=$(date +%s%N)
  export ISOBAR_BEGAN=$began ISOBAR_JMH_BUILD=no
  case $way in
    openmpi | mpi4py) launch=(mpirun.openmpi -n 2 --bind-to core --oversubscribe) ;;
    mpich) launch=(mpirun.mpich -n 2) ;;
  esac
  case $way in
    local) java local "$work/tas.nc" $rounds ;;
    mpi4py) "${launch[@]}" $python "$work/mean.py" "$work/tas.nc" $rounds "$began" ;;
    *) "${launch[@]}" sh "$here/java" -Xmx512m org.isobar.jmh.MpiMean mpi "$work/tas.nc" $rounds ;;
  esac > "$work/out"
  echo "process $(awk -v a="$began" -v b="$(date +%s%N)" 'BEGIN { print (b - a) / 1e9 }')" >> "$work/out"
  awk -v w="$way" 'NR == FNR { right = $2; next }
    $1 == "answer" && ($2 - right > 2e-5 || right - $2 > 2e-5) {
      print w ": the mean is " right ", not " $2 > "/dev/stderr"; exit 1 }' "$work/right" "$work/out"
  grep -q '^answer' "$work/out" || { echo "$way: no answer" >&2; exit 1; }
  # Of the rounds after the first the best counts.
  awk '$1 == "again" { if (!n++ || $2 < best) best = $2; next } { print } END { print "again", best }' \
    "$work/out" >> "$work/$way.times"
  { time -p "${launch[@]:-true}" true; } 2>&1 | awk '$1 == "real" { print "alone", $2 }' >> "$work/$way.times"
}

ways=(local openmpi mpich mpi4py)
# Once for the page cache.
one local
rm "$work/local.times"
for ((i = 0; i < runs; i++)); do
  for way in "${ways[@]}"; do one "$way"; done
done

median() {
  awk -v k="$2" '$1 == k { print $2 }' "$work/$1.times" | sort -n | awk '{ a[NR] = $1 } END { print NR ? a[int((NR + 1) / 2)] : 0 }'
}

echo "Mean of $(stat -c %s "$work/tas.nc" | awk '{ printf "%.2f", $1 / 1e9 }') GB of floats, $(nproc) processors, medians of $runs runs, seconds:"
echo
echo "| | whole process, $rounds means | a mean, warm | throughput against two threads |"
echo '|---|---|---|---|'
for way in "${ways[@]}"; do
  case $way in
    local) name='two threads' ;;
    mpi4py) name='mpi4py and netCDF4, two ranks' ;;
    *) name="two ranks of one thread, $way" ;;
  esac
  awk -v n="$name" -v p="$(median "$way" process)" -v a="$(median "$way" again)" -v l="$(median local again)" \
    'BEGIN { printf "| %s | %.2f | %.3f | %.2f |\n", n, p, a, l / a }'
done
echo
echo '| | launcher alone | until the process runs | JVM until main | joining the world | first mean, less a warm one |'
echo '|---|---|---|---|---|---|'
for way in "${ways[@]}"; do
  awk -v n="$way" -v o="$(median "$way" alone)" -v l="$(median "$way" launcher)" -v j="$(median "$way" jvm)" \
    -v b="$(median "$way" backend)" -v f="$(median "$way" first)" -v a="$(median "$way" again)" \
    'BEGIN { printf "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |\n", n, o, l, j, b, f - a }'
done
