package org.isobar.cli.operator;

/**
 * An operator as a value.
 *
 * @param name as it is typed
 * @param inputs number of inputs, or {@link #ANY_NUMBER}
 * @param parameters the parameters it takes
 * @param help what it does, in a line
 * @param action what it does
 * @param existing what becomes of an output that is there already
 */
public record Operator(
    String name, int inputs, Parameters parameters, String help, Action action, Existing existing) {
  /** One input or more. */
  public static final int ANY_NUMBER = -1;

  static Operator unary(String name, Parameters parameters, String help, Action.Transform action) {
    return new Operator(name, 1, parameters, help, action, Existing.REPLACE);
  }

  static Operator binary(String name, String help, Action.Transform action) {
    return new Operator(name, 2, Parameters.NONE, help, action, Existing.REPLACE);
  }

  static Operator ternary(String name, String help, Action.Transform action) {
    return new Operator(name, 3, Parameters.NONE, help, action, Existing.REPLACE);
  }

  /** An operator of one input or more. */
  static Operator many(String name, Parameters parameters, String help, Action.Transform action) {
    return new Operator(name, ANY_NUMBER, parameters, help, action, Existing.REPLACE);
  }

  /** An operator that prints, about one input or more. */
  static Operator report(String name, String help, Action.Report action) {
    return report(name, Parameters.NONE, help, action);
  }

  static Operator report(String name, Parameters parameters, String help, Action.Report action) {
    return new Operator(name, ANY_NUMBER, parameters, help, action, Existing.REPLACE);
  }

  /** An operator that prints, about so many inputs. */
  static Operator report(
      String name, int inputs, Parameters parameters, String help, Action.Report action) {
    return new Operator(name, inputs, parameters, help, action, Existing.REPLACE);
  }

  /** An operator that prints about two inputs, and whose exit code says yes or no. */
  static Operator check(String name, Parameters parameters, String help, Action.Check action) {
    return new Operator(name, 2, parameters, help, action, Existing.REPLACE);
  }

  /** An operator whose output is a prefix of the names of many files. */
  static Operator split(String name, Parameters parameters, String help, Action.Split action) {
    return new Operator(name, 1, parameters, help, action, Existing.REPLACE);
  }

  /** The same operator with another way of treating an output that is there. */
  Operator existing(Existing choice) {
    return new Operator(name, inputs, parameters, help, action, choice);
  }

  /** Number of words that name its outputs: a file, or the prefix of many. */
  public int outputs() {
    return switch (action) {
      case Action.Transform t -> 1;
      case Action.Split s -> 1;
      case Action.Report r -> 0;
      case Action.Check c -> 0;
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
    String output =
        switch (action) {
          case Action.Transform t -> " outfile";
          case Action.Split s -> " prefix";
          case Action.Report r -> "";
          case Action.Check c -> "";
        };
    return call + files + output;
  }
}
