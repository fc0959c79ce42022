"""Compares what info and sinfo print: words alike, numbers within their last printed digits."""

import re

import numpy as np

NUMBER = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")


HEADINGS = (":", "set_base_time")


def lines(path):
    """The words of each line, without the headings that CDO repeats below long tables, and without
    the warnings that it mixes with its output."""
    with open(path, encoding="utf-8", errors="replace") as file:
        words = [line.split() for line in file.read().splitlines()]
    return [line for line in words if line and line[0] not in HEADINGS]


def problems(expected, got):
    """The first line that differs: a list of (aspect, variable, words), as for files."""
    a, b = lines(expected), lines(got)
    for number, (want, have) in enumerate(zip(a, b), 1):
        if not alike(want, have):
            return [("text", "", f"line {number} is '{' '.join(have)}'"
                                 f" instead of '{' '.join(want)}'")]
    if len(a) != len(b):
        return [("text", "", f"{len(b)} lines instead of {len(a)}")]
    return []


def alike(want, have):
    largest = max((abs(float(word)) for word in want if NUMBER.match(word)), default=0.0)
    rounding = 1e-12 * largest
    return len(want) == len(have) and all(same(x, y, rounding) for x, y in zip(want, have))


def same(want, have, rounding):
    """Means of numbers that cancel are as good as their terms: the largest number in the line."""
    if want == have:
        return True
    if not (NUMBER.match(want) and NUMBER.match(have)):
        return False
    a, b = float(want), float(have)
    return abs(a - b) <= max(rounding, 2.5 * max(last_digit(want), last_digit(have)))


def last_digit(word):
    """The value of the last digit that is printed, of at least five."""
    mantissa, _, exponent = word.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    digit = 10.0 ** (int(exponent or 0) - decimals)
    return digit if "." in word or exponent else 0.0 if abs(float(word)) < 1e5 else digit


def statistics(path):
    """The rows of info's output: lists of (cells, missing, minimum or None, mean, maximum)."""
    rows = []
    for words in lines(path):
        if words[1] != ":" or words[2] == "Date":
            continue
        colon = words.index(":", 2)
        cells, missing = int(words[colon - 2]), int(words[colon - 1])
        numbers = [float(w) for w in words[colon + 1:words.index(":", colon + 1)]]
        mean = numbers[len(numbers) // 2]
        ends = (numbers[0], numbers[-1]) if len(numbers) == 3 else (None, None)
        rows.append((cells, missing, ends[0], mean, ends[1]))
    return rows


def expected_statistics(source):
    """The rows that info should print for a reference source."""
    rows = []
    for step in range(max(1, source.steps)):
        for f in source.fields:
            data = f.data
            if f.time in f.dims:
                if step >= data.shape[f.axis(f.time)]:
                    continue
                data = np.take(data, step, f.axis(f.time))
            elif step > 0:
                continue
            dims = [d for d in f.dims if d != f.time]
            levels = [d for d in dims if d not in (f.y, f.x)]
            order = [dims.index(d) for d in levels] + [dims.index(d) for d in f.horizontal()]
            cells = int(np.prod([data.shape[dims.index(d)] for d in f.horizontal()], dtype=int))
            for field in data.transpose(order).reshape(-1, cells):
                rows.append(row(field))
    return rows


def row(field):
    present = field[~np.isnan(field)]
    ends = (present.min(), present.max()) if present.size > 1 else (None, None)
    mean = present.mean() if present.size else np.nan
    return field.size, field.size - present.size, ends[0], mean, ends[1]


def statistics_problems(source, path):
    """What differs between info's output and the reference."""
    want, have = expected_statistics(source), statistics(path)
    for number, (a, b) in enumerate(zip(want, have), 1):
        rounding = 1e-12 * max(abs(x or 0.0) for x in a[2:])
        if a[:2] != b[:2] or not all(near(x, y, rounding) for x, y in zip(a[2:], b[2:])):
            return [("text", "", f"row {number} says {b} instead of {a}")]
    return [] if len(want) == len(have) else [
        ("text", "", f"{len(have)} rows instead of {len(want)}")]


def near(want, have, rounding):
    if want is None or have is None:
        return want is have
    return np.isnan(want) and np.isnan(have) or abs(want - have) <= 6e-5 * abs(want) + rounding
