package org.isobar.cli;

import java.io.PrintStream;
import java.util.List;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Operators;

/** Texts that explain the command. */
final class Help {
  private static final String OVERVIEW =
      """
      isobar [options] operator[,parameters] [-operator[,parameters] ...] infile... outfile

        isobar timmean in.nc out.nc                 the mean over time of each variable
        isobar sub in.nc -timmean in.nc out.nc      operators chain: a dash, and no file in between
        isobar info in.nc                           minimum, mean and maximum of each field

      Options:
        -O                 replace an existing output (the default, as in CDO)
        -s                 say errors only
        -P N, --threads N  number of threads; one a processor otherwise
        --backend WHERE    local (the default), mpi (the ranks that mpirun started),
                           hazelcast:embedded:N, or hazelcast://host:port,... with the secret
                           in ISOBAR_GRID_SECRET; ?files=members behind it if the files are
                           not here
        --memory SIZE      memory for data, such as 64M or 4G
        --checkpoint SEC   note every so many seconds in OUTPUT.checkpoint how far the work is
        --resume           go on from OUTPUT.checkpoint, if it is there; note every 30 s
        -b F32|F64         type of the results
        -f nc1|nc2|nc5     format of the output; that of the first input otherwise
        --debug            show where an error arose
        --version

      Commands:
        isobar operators            lists all operators
        isobar help OPERATOR        explains one
        isobar explain COMMAND...   prints the plan and its price, and reads no data
        isobar member [--config F]  works for drivers of a grid until it is interrupted
        isobar demo [PATH...]       warming of models, on a generated archive or on your files
      """;

  private Help() {}

  static void overview(PrintStream to) {
    to.print(OVERVIEW);
  }

  static void print(List<String> names, PrintStream out) {
    if (names.isEmpty()) {
      overview(out);
    }
    for (String name : names) {
      String plain = name.startsWith("-") ? name.substring(1) : name;
      Operator op =
          Operators.find(plain)
              .orElseThrow(
                  () ->
                      new CommandException(
                          "no help: operator >"
                              + plain
                              + "< not found; similar: "
                              + Operators.similar(plain)));
      out.print("isobar " + op.usage() + "\n    " + op.help() + "\n");
    }
  }

  static void operators(PrintStream out) {
    int width = Operators.all().stream().mapToInt(o -> o.name().length()).max().orElse(0);
    for (Operator op : Operators.all()) {
      out.print(op.name() + " ".repeat(width - op.name().length() + 2) + op.help() + "\n");
    }
  }
}
