#!/bin/sh
# Prints, as Markdown, how near the operators come to the bounds, and what they cost against the
# size of a file, the number of files, threads, and the size of a plan's input. Makes its files itself
# (3 GB in the temporary folder for the default of 10 years).
#
#   jmh/scaling.sh [YEARS] [RUNS] [TABLE]...     tables: operators sizes threads files plans
set -eu
exec "$(dirname -- "$0")/java" -Xmx320m org.isobar.jmh.Scaling "$@"
