#!/bin/sh
# Prints the tables of docs/study.md: which objects can be sent to another process, and what a task
# costs that sends a reference, a block or everything.
#
#   jmh/study.sh [YEARS] [ROUNDS]
#   ISOBAR_JMH_PROFILES=nd4j jmh/java --sun-misc-unsafe-memory-access=allow org.isobar.jmh.Nd4jStudy
set -eu
exec "$(dirname -- "$0")/java" -Xmx1g org.isobar.jmh.Study "$@"
