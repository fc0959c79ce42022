package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;

/** Operators that print what files hold. */
final class Listings {
  private Listings() {}

  static List<Operator> operators() {
    List<Operator> all =
        new ArrayList<>(
            List.of(
                Operator.report(
                    "info",
                    "a line for each field: missing cells, minimum, mean, maximum; variables by"
                        + " number",
                    (call, in, console) -> new FieldInfo(console, false).print(in)),
                Operator.report(
                    "infon",
                    "as info; variables by name",
                    (call, in, console) -> new FieldInfo(console, true).print(in)),
                Operator.report(
                    "sinfo",
                    "variables, grids, levels and time steps; variables by number",
                    (call, in, console) -> new ShortInfo(console, false).print(call, in)),
                Operator.report(
                    "sinfon",
                    "as sinfo; variables by name",
                    (call, in, console) -> new ShortInfo(console, true).print(call, in))));
    all.addAll(Shows.operators());
    all.addAll(ValueListings.operators());
    all.add(AttributeListing.operator());
    all.addAll(Comparing.operators());
    return all;
  }
}
