"""Judges results: a reader that belongs to neither side, comparisons, and a reference evaluator."""
