# Sourced by the scripts that test from outside the JVM. check NAME COMMAND... runs the command,
# says how it ended and adds a line "pass NAME" or "fail NAME" to the file $RESULTS.
# shellcheck shell=bash

check() {
  local name=$1
  shift
  if "$@"; then
    echo "ok      $name"
    echo "pass $name" >> "${RESULTS:?}"
  else
    echo "FAILED  $name"
    echo "fail $name" >> "${RESULTS:?}"
  fi
}

# The program's exit status has to be $1; its output goes to the files out and err of $logs.
exits_with() {
  local expected=$1 status=0
  shift
  "$@" > "${logs:?}/out" 2> "$logs/err" || status=$?
  [ "$status" -eq "$expected" ] && return
  echo "exit status $status, expected $expected: $*"
  sed 's/^/  | /' "$logs/out" "$logs/err" | tail -n 40
  return 1
}

lines() { wc -l < "$1"; }
