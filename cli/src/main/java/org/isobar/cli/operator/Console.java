package org.isobar.cli.operator;

import java.io.PrintStream;
import java.util.List;
import org.isobar.Backend;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.Result;
import org.isobar.run.RunOptions;

/**
 * Where reports compute and print.
 *
 * @param out standard output
 * @param silent whether to leave out what is not asked for
 */
public record Console(Backend backend, RunOptions options, PrintStream out, boolean silent) {

  List<Result> compute(List<Field> fields) {
    return Isobar.computeAll(backend, options, fields);
  }

  void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
