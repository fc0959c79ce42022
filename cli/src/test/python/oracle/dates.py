"""Dates of time axes, as tuples (year, month, day, seconds), in any calendar and unit."""

import re

import cftime
import numpy as np

from . import meaning

CALENDARS = {"": "standard", "none": "standard"}
SYNONYMS = {"": "standard", "none": "standard", "gregorian": "standard", "noleap": "365_day",
            "all_leap": "366_day"}
ABSOLUTE = "day as %Y%m%d.%f"
LOST = (0, 0, 0, 0.0)
MONTHS = re.compile(r"^\s*(months?|years?|common_years?)\s+since\s+(.*)$", re.IGNORECASE)


def decode(variable, numbers):
    """Dates of `numbers`, which stand in the units of a time variable."""
    units = meaning.text(variable, "units")
    calendar = meaning.text(variable, "calendar").lower()
    calendar = CALENDARS.get(calendar, calendar)
    numbers = np.atleast_1d(np.asarray(numbers, "f8"))
    try:
        if np.isfinite(numbers).all():
            return decoded(numbers, units.strip(), calendar)
    except (OverflowError, ValueError):
        pass
    return [LOST for _ in numbers]  # CDO writes such numbers where it lost a date


def decoded(numbers, units, calendar):
    if units == ABSOLUTE:
        return [absolute(value) for value in numbers]
    months = MONTHS.match(units)
    if months:
        return [in_months(value, months, calendar) for value in numbers]
    numbers, units = in_known_words(numbers, units)
    if " since " not in units:  # CDO makes up an axis for files without time
        return [LOST for _ in numbers]
    dates = cftime.num2date(numbers, units, calendar, only_use_cftime_datetimes=True,
                            has_year_zero=True)
    return [plain(date) for date in dates]


def clock(variable):
    """What a time axis counts in, from when, and its calendar, each in one way of writing."""
    word, _, since = meaning.text(variable, "units").strip().partition(" since ")
    calendar = meaning.text(variable, "calendar").lower()
    calendar = SYNONYMS.get(calendar, calendar)
    start = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", since)[:6]]
    return word.lower().rstrip("s"), tuple(start + [0.0] * (6 - len(start))), calendar


def in_known_words(numbers, units):
    """Weeks as days: cftime does not know them."""
    word, _, rest = units.partition(" ")
    return (numbers * 7, "days " + rest) if word.lower() in ("week", "weeks") else (numbers, units)


def plain(date):
    seconds = date.hour * 3600 + date.minute * 60 + date.second + date.microsecond / 1e6
    return date.year, date.month, date.day, seconds


def absolute(value):
    day = int(np.floor(value))
    return day // 10000, day // 100 % 100, day % 100, (value - day) * 86400.0


def of_text(text):
    """A date written as 2001-12-31 23:59:59."""
    year, month, day, hour, minute, second = (int(n) for n in re.findall(r"\d+", text))
    return year, month, day, hour * 3600.0 + minute * 60 + second


def in_months(value, match, calendar):
    """Whole months by the calendar; a fraction is that part of the month it falls in."""
    start = cftime.num2date(0, "days since " + match.group(2), calendar,
                            only_use_cftime_datetimes=True, has_year_zero=True)
    count = value * (12 if match.group(1).lower().startswith(("year", "common")) else 1)
    whole = int(np.floor(count + 1e-9))
    first = shifted(start, whole, calendar)
    second = shifted(start, whole + 1, calendar)
    return plain(first + (second - first) * (count - whole))


def shifted(start, months, calendar):
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for day in range(start.day, 27, -1):
        try:
            return cftime.datetime(year, month, day, start.hour, start.minute, start.second,
                                   calendar=calendar, has_year_zero=start.has_year_zero)
        except ValueError:
            continue
    return cftime.datetime(year, month, start.day, start.hour, start.minute, start.second,
                           calendar=calendar, has_year_zero=start.has_year_zero)


def days_in_month(stamp, variable):
    calendar = meaning.text(variable, "calendar").lower()
    calendar = SYNONYMS.get(calendar, calendar)
    try:
        return cftime.datetime(*stamp[:2], 1, calendar=calendar, has_year_zero=True).daysinmonth
    except ValueError:
        return None


def alike(a, b):
    """Whether two dates are within some seconds, also over the end of a minute."""
    return minutes(a, 0) == minutes(b, 0) or minutes(a, 30) == minutes(b, 30)


def minutes(date, shift):
    year, month, day, seconds = date
    return year, month, day, int(seconds + shift + 0.5) // 60
