#!/usr/bin/env python3
"""write_files.py DIR FIRST LAST VARIANTS: the files of the worlds FIRST to LAST, each written in so many ways, in DIR/SEED-VARIANT."""
import sys

sys.dont_write_bytecode = True

import os

import runs
from check_spellings import Variant
from world import World

if __name__ == "__main__":
    folder, first, last, variants = sys.argv[1], *map(int, sys.argv[2:])
    for seed in range(first, last + 1):
        world = World(seed)
        for number in range(1, variants + 1):
            variant = Variant(world, seed, number, os.path.join(folder, f"{seed}-{number}"))
            variant.write()
            if variant.standard_input is not None: runs.put(variant.folder, "given", variant.standard_input)
            os.remove(os.path.join(variant.folder, "nexo.yml"))
            # Only the reader is told how a Brazilian spreadsheet writes.
            for path in variant.files:
                if ".br.csv" in path: os.remove(os.path.join(variant.folder, path))
