#!/usr/bin/env python3
"""Compares results of CDO and of Isobar with each other and with the reference: oracle_judge.py

Reads a case a line, with tabs between

  command     the operator's words with full paths of the inputs, without the output; \\x1f between
  cdo         the file that CDO wrote, - where it aborted
  isobar      the file that Isobar wrote, - where it refused
  tolerance   of the field's largest absolute value; of means and sums, whose terms cancel, also of
              the largest absolute value that goes in
  decider     "xarray" (values decoded by xarray) or "closed-form" (by rules written out here): what
              the reference decodes its inputs by, and that it has to be asked; - if it need not be
  check       "check" if CDO is to be compared with the reference, too

and answers a line, with tabs between

  cdo         of Isobar's result compared with CDO's; - if one of them is absent
  reference   of Isobar's result compared with the reference's; - if it was not asked
  self        of CDO's result compared with the reference's; - if it was not asked
  why         why the reference has no result, or what went wrong here

where the first three are lists of problems (\\x1e behind each), a problem being an aspect, a variable
and words with \\x1f between.
"""

import sys
import warnings

import numpy as np

from oracle import compare, metadata, outputs, reference, texts
from oracle.layout import open_source

TEXT = ("info", "sinfo")

# Where CDO's areas of cells are not ours, the reference is asked too, and more strictly.
STRICT = 1e-6


def decoded_by_xarray(command):
    """Values of the inputs as xarray decodes them: input -> name -> array."""
    import xarray

    found = {}
    for path in inputs(command):
        with xarray.open_dataset(path, decode_times=False, decode_coords=False) as data:
            found[path] = {name: v.values.astype("f8") for name, v in data.variables.items()
                           if v.dtype.kind in "iuf"}
    return found


def compared(expected, got, case):
    """What differs, by the tolerance."""
    found = compare.problems(expected, got, case["tolerance"])
    cancels = case["command"][0].endswith(("mean", "avg", "sum"))
    if not cancels or all(aspect != "values" for aspect, _, _ in found):
        return found
    scales = {}
    for path in inputs(case["command"]):
        for field in open_source(path).fields:
            present = np.abs(field.data[np.isfinite(field.data)])
            scales[field.name] = max(scales.get(field.name, 0.0), present.max(initial=0.0))
    return compare.problems(expected, got, case["tolerance"], scales)


def inputs(command):
    return {word for word in command if word.startswith("/")}


def first_input(command):
    return next(word for word in command if word.startswith("/"))


def judge(case):
    command = case["command"]
    operator = command[0].split(",")[0]
    answer = {"cdo": None, "reference": None, "self": None, "why": ""}
    if operator in TEXT:
        return judge_text(case, operator, answer)
    cdo = outputs.read(case["cdo"]) if case["cdo"] else None
    isobar = outputs.read(case["isobar"]) if case["isobar"] else None
    if cdo and isobar:
        answer["cdo"] = (compared(cdo, isobar, case)
                         + metadata.problems(cdo, isobar, first_input(command)))
    loose = case["check"] and case["tolerance"] > STRICT
    asked = loose or case["decider"] or isobar and (not cdo or answer["cdo"])
    if not (asked or cdo and case["check"]):
        return answer
    try:
        decoded = decoded_by_xarray(command) if case["decider"] == "xarray" else None
        truth = reference.run(command, decoded)
    except reference.Inapplicable as reason:
        answer["why"] = str(reason)
        return answer
    if asked and isobar:
        answer["reference"] = compared(truth, isobar, case)
    if loose and cdo and isobar:
        answer["cdo"] += compared(truth, isobar, case | {"tolerance": STRICT})
    if cdo and case["check"]:
        answer["self"] = compared(truth, cdo, case)
    return answer


def judge_text(case, operator, answer):
    if case["cdo"] and case["isobar"]:
        answer["cdo"] = texts.problems(case["cdo"], case["isobar"])
    asked = case["decider"] or case["isobar"] and (not case["cdo"] or answer["cdo"])
    if operator == "sinfo":
        answer["why"] = "the reference prints no structure"
    elif asked and case["isobar"]:
        decoded = decoded_by_xarray(case["command"]) if case["decider"] == "xarray" else {}
        source = open_source(case["command"][1], decoded.get(case["command"][1]))
        answer["reference"] = texts.statistics_problems(source, case["isobar"])
    return answer


def read(line):
    command, cdo, isobar, tolerance, decider, check = line.rstrip("\n").split("\t")
    return {"command": command.split("\x1f"), "cdo": given(cdo), "isobar": given(isobar),
            "tolerance": float(tolerance), "decider": given(decider), "check": check == "check"}


def given(word):
    return None if word == "-" else word


def write(answer):
    lists = [problem_list(answer[key]) for key in ("cdo", "reference", "self")]
    return "\t".join([*lists, " ".join(answer["why"].split())])


def problem_list(problems):
    if problems is None:
        return "-"
    return "".join("\x1f".join(" ".join(part.split()) for part in p) + "\x1e" for p in problems)


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        try:
            answer = judge(read(line))
        except Exception as e:  # whatever went wrong is this case's answer, not the end of all
            answer = {"cdo": None, "reference": None, "self": None,
                      "why": f"the judge failed: {type(e).__name__}: {e}"}
        print(write(answer), flush=True)


main()
