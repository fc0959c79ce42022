#!/usr/bin/env python3
"""Writes the files that the oracle suite compares Isobar and CDO on: make_oracle_files.py FOLDER

Every file is small and a pure function of this script. Needs netCDF4, cftime and h5repack.
"""

import os
import sys

from oracle_files import base, contents, grids, storage, times

MODULES = (storage, contents, times, grids)


def main():
    (folder,) = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    for name, make in base.CASES.items():
        make(os.path.join(folder, name))
    assert MODULES
    print(len(base.CASES))


main()
