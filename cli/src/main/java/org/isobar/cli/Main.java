package org.isobar.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.cli.grammar.CommandParser;
import org.isobar.cli.grammar.OptionParser;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.CommandException;
import org.isobar.error.CancelledException;
import org.isobar.error.IsobarException;

/** The isobar command. */
public final class Main {
  private static final Set<String> SILENT = Set.of("-s", "--silent", "-w", "--disable_warnings");
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    List<String> words = Arrays.asList(args);
    Messages.to(err, Backends.isSilent(words) || words.stream().anyMatch(SILENT::contains));
    int status = FAILED;
    try (Backends backends = Backends.join(words)) {
      status = run(words, System.getenv(), backends, out, err);
    } catch (IsobarException e) {
      status = fail(err, e, "", words.contains("--debug"), FAILED);
    }
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static PrintStream stream(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command in this JVM.
   *
   * @param args the words of the command line
   * @param out takes the place of standard output
   * @param err takes the place of standard error
   * @return the exit code: 0, or 1 if the command failed
   */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    return run(args, System.getenv(), out, err);
  }

  /**
   * Runs a command in this JVM.
   *
   * @param environment takes the place of the environment's variables
   */
  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    return run(args, environment, Backends.LOCAL, out, err);
  }

  /**
   * Runs a command in this JVM.
   *
   * @param backends where it may run
   */
  static int run(
      List<String> args,
      Map<String, String> environment,
      Backends backends,
      PrintStream out,
      PrintStream err) {
    boolean debug = args.contains("--debug");
    try {
      return dispatch(new Invocation(args, environment), backends, args, out, err);
    } catch (CommandException e) {
      return fail(err, e, e.operator(), debug, FAILED);
    } catch (CancelledException e) {
      return fail(err, e, "", debug, INTERRUPTED);
    } catch (IsobarException e) {
      return fail(err, e, "", debug, FAILED);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      err.print(
          "isobar (Abort): unexpected "
              + e
              + (debug ? "" : "; this is a bug, and --debug shows where")
              + "\n");
      if (debug) {
        e.printStackTrace(err);
      }
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int fail(
      PrintStream err, IsobarException e, String operator, boolean debug, int status) {
    String who = operator.isEmpty() ? "isobar" : "isobar    " + operator;
    err.print(who + " (Abort): " + String.valueOf(e.getMessage()) + "\n");
    if (debug) {
      e.printStackTrace(err);
    }
    return status;
  }

  private static int dispatch(
      Invocation invocation,
      Backends backends,
      List<String> args,
      PrintStream out,
      PrintStream err) {
    Optional<String> first = args.stream().findFirst();
    List<String> rest = args.subList(Math.min(1, args.size()), args.size());
    switch (first.orElse("")) {
      case "" -> {
        Help.overview(err);
        return FAILED;
      }
      case "--version", "-V" -> out.print("isobar " + Version.text() + "\n");
      case "--help", "-h", "help" -> Help.print(rest, out);
      case "operators", "--operators" -> Help.operators(out);
      case "member" -> {
        return GridMember.run(rest, invocation.environment(), err);
      }
      case "demo" -> {
        return Demo.run(rest, out, err);
      }
      case "explain" -> explain(invocation, OptionParser.parse(rest), backends, out, err);
      default -> {
        return execute(invocation, OptionParser.parse(args), backends, out, err) ? 0 : FAILED;
      }
    }
    return 0;
  }

  private static boolean execute(
      Invocation invocation, Options options, Backends backends, PrintStream out, PrintStream err) {
    try (Session session = Session.open(invocation, options, backends, out, err)) {
      try {
        return session.run(CommandParser.parse(options.rest()));
      } catch (IsobarException e) {
        throw session.interrupted() ? new CancelledException("interrupted") : e;
      }
    }
  }

  private static void explain(
      Invocation invocation, Options options, Backends backends, PrintStream out, PrintStream err) {
    try (Session session = Session.open(invocation, options, backends, out, err)) {
      session.explain(CommandParser.parseWithoutOutputs(options.rest()));
    }
  }
}
