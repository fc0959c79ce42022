#!/usr/bin/env bash
# Prints, as Markdown, what the binding of MPI costs: a ping-pong of two ranks in Java and in C, in
# turns, with Open MPI and MPICH. Needs gcc, openmpi-bin and mpich; no headers.
#
#   jmh/mpi.sh [RUNS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
runs=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_tcp_if_include=lo \
  OMPI_MCA_oob_tcp_if_include=lo UCX_NET_DEVICES=lo
command -v gcc > /dev/null || { echo "jmh/mpi.sh: needs gcc for the program in C" >&2; exit 69; }
libraries=$(gcc -print-file-name=libmpich.so.12)
libraries=${libraries%/*}
gcc -O2 -DOPEN_MPI -o "$work/openmpi" "$here/mpi/pingpong.c" "$libraries/libmpi.so.40"
gcc -O2 -o "$work/mpich" "$here/mpi/pingpong.c" "$libraries/libmpich.so.12"

# Rounds, then each length and how often it goes to and fro in a round.
plan=(7 8 100000 65536 10000 16777216 30)

"$here/java" -version > /dev/null 2>&1
for family in openmpi mpich; do
  launch=(mpirun.$family -n 2)
  [ $family = mpich ] || launch+=(--bind-to core)
  for ((i = 0; i < runs; i++)); do
    "${launch[@]}" "$work/$family" "${plan[@]}" | sed 's/^/C /' >> "$work/$family.times"
    # Behind sh, because Open MPI's mpirun changes the class path of commands that are called java.
    ISOBAR_JMH_BUILD=no "${launch[@]}" sh "$here/java" -Xmx128m org.isobar.jmh.PingPong "${plan[@]}" |
      sed 's/^/Java /' >> "$work/$family.times"
  done
done

echo '| library | bytes | C, us | Java, us | Java / C |'
echo '|---|---|---|---|---|'
for family in openmpi mpich; do
  for bytes in 8 65536 16777216; do
    for language in C Java; do
      awk -v l=$language -v b=$bytes '$1 == l && $2 == b { print $3 }' "$work/$family.times" |
        sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)], a[1] }' > "$work/$language"
    done
    paste -d ' ' "$work/C" "$work/Java" | awk -v f=$family -v b=$bytes '{
      printf "| %s | %d | %.3f (%.3f) | %.3f (%.3f) | %.2f (%.2f) |\n",
        f, b, $1, $2, $3, $4, $3 / $1, $4 / $2 }'
  done
done
echo
echo "Medians (fastest) of $runs runs each, of which the best of ${plan[0]} rounds counts."
