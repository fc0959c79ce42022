package org.isobar.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operators;
import org.isobar.cli.operator.Similar;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;

/** Reads the options before the first operator. */
public final class OptionParser {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
  private static final List<String> KNOWN =
      List.of(
          "-O",
          "--overwrite",
          "-s",
          "--silent",
          "-P",
          "--threads",
          "--memory",
          "-b",
          "-f",
          "--debug",
          "-V",
          "--version",
          "-h",
          "--help");

  private final List<String> words;
  private int next;
  private boolean silent;
  private boolean debug;
  private Optional<Integer> threads = Optional.empty();
  private Optional<Long> memory = Optional.empty();
  private Optional<DType> type = Optional.empty();
  private Optional<FileFormat> format = Optional.empty();

  private OptionParser(List<String> words) {
    this.words = words;
  }

  /**
   * @throws CommandException naming the option that is unknown or wrong
   */
  public static Options parse(List<String> words) {
    return new OptionParser(words).options();
  }

  private Options options() {
    while (next < words.size() && isOption(words.get(next))) {
      String word = words.get(next++);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
      option(equals < 0 ? word : word.substring(0, equals), value);
    }
    return new Options(
        silent, debug, threads, memory, type, format, words.subList(next, words.size()));
  }

  /** An option is what begins with a dash and is no operator. */
  private static boolean isOption(String word) {
    return word.length() > 1
        && word.startsWith("-")
        && Operators.find(word.substring(1).split(",", 2)[0]).isEmpty();
  }

  private void option(String name, Optional<String> value) {
    switch (name) {
      case "-s", "--silent" -> silent = true;
      case "--debug" -> debug = true;
      case "-O", "--overwrite" -> {
        // As in CDO, outputs are replaced anyway by the operators there are.
      }
      case "-P", "--threads" -> threads = Optional.of(threads(name, value(name, value)));
      case "--memory" -> memory = Optional.of(size(value(name, value)));
      case "-b" -> type = Optional.of(type(value(name, value)));
      case "-f" -> format = Optional.of(format(value(name, value)));
      default -> throw unknown(name);
    }
  }

  private static CommandException unknown(String word) {
    List<String> similar = new ArrayList<>(Similar.to(word, KNOWN));
    Operators.similar(word.substring(1).split(",", 2)[0]).forEach(o -> similar.add("-" + o));
    return new CommandException(
        "neither an option nor an operator: >"
            + word
            + "<; "
            + (similar.isEmpty()
                ? "'./isobar help' lists the options"
                : "similar: " + String.join(", ", similar)));
  }

  private String value(String name, Optional<String> given) {
    if (given.isPresent()) {
      return given.get();
    }
    if (next >= words.size()) {
      throw new CommandException("option " + name + " needs a value");
    }
    return words.get(next++);
  }

  private static int threads(String name, String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a number of threads from 1 on");
    }
    throw wrong(name, text, "a number of threads from 1 on");
  }

  private static CommandException wrong(String name, String text, String wanted) {
    return new CommandException("option " + name + " needs " + wanted + ", got >" + text + "<");
  }

  /** {@code 64M}, {@code 4G}, {@code 1.5g}, or bytes. */
  private static long size(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      throw wrong("--memory", text, "a size such as 64M or 4G");
    }
    int power = " KMGT".indexOf(m.group(2).isEmpty() ? " " : m.group(2).toUpperCase(Locale.ROOT));
    double bytes = Double.parseDouble(m.group(1)) * (1L << (10 * power));
    if (bytes < 1 << 20 || bytes > 1L << 50) {
      throw wrong("--memory", text, "a size from 1M on");
    }
    return (long) bytes;
  }

  private static DType type(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "F32" -> DType.FLOAT32;
      case "F64" -> DType.FLOAT64;
      default -> throw wrong("-b", text, "F32 or F64");
    };
  }

  private static FileFormat format(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nc1" -> FileFormat.NC1;
      case "nc", "nc2" -> FileFormat.NC2;
      case "nc5" -> FileFormat.NC5;
      default -> throw wrong("-f", text, "nc1, nc2 (or nc) or nc5");
    };
  }
}
