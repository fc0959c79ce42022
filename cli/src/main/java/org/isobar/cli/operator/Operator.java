package org.isobar.cli.operator;

/**
 * An operator as a value.
 *
 * @param name as it is typed
 * @param inputs number of inputs, or {@link #ANY_NUMBER}
 * @param parameters the parameters it takes
 * @param help what it does, in a line
 * @param action what it does
 */
public record Operator(String name, int inputs, Parameters parameters, String help, Action action) {
  /** One input or more. */
  public static final int ANY_NUMBER = -1;

  static Operator unary(String name, Parameters parameters, String help, Action.Transform action) {
    return new Operator(name, 1, parameters, help, action);
  }

  static Operator binary(String name, String help, Action.Transform action) {
    return new Operator(name, 2, Parameters.NONE, help, action);
  }

  static Operator report(String name, String help, Action.Report action) {
    return new Operator(name, ANY_NUMBER, Parameters.NONE, help, action);
  }

  /** Number of files that it writes. */
  public int outputs() {
    return switch (action) {
      case Action.Transform t -> 1;
      case Action.Report r -> 0;
    };
  }

  /** How it is called, such as {@code addc,number infile outfile}. */
  public String usage() {
    String call = name + (parameters.usage().isEmpty() ? "" : "," + parameters.usage());
    String files =
        switch (inputs) {
          case ANY_NUMBER -> " infiles";
          case 1 -> " infile";
          default -> {
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= inputs; i++) {
              all.append(" infile").append(i);
            }
            yield all.toString();
          }
        };
    return call + files + (outputs() == 0 ? "" : " outfile");
  }
}
