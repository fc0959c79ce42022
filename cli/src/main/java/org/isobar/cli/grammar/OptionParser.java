package org.isobar.cli.grammar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.grammar.OutputOptions.ChunkKind;
import org.isobar.cli.grammar.OutputOptions.TimeAxisKind;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operators;
import org.isobar.cli.operator.Similar;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;
import org.isobar.run.Checkpoints;

/** Reads the options before the first operator. */
public final class OptionParser {
  private static final String THREADS =
      "a number of threads from 1 to " + LocalBackend.Builder.MOST_THREADS;
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ZIP = Pattern.compile("zip(?:_([1-9]))?");
  private static final List<String> KNOWN =
      List.of(
          "-O",
          "--overwrite",
          "-s",
          "--silent",
          "-w",
          "--disable_warnings",
          "-v",
          "--verbose",
          "-P",
          "--num_threads",
          "--threads",
          "--memory",
          "--backend",
          "--checkpoint",
          "--resume",
          "-b",
          "--default_datatype",
          "-f",
          "--format",
          "-z",
          "--compression_type",
          "-r",
          "--relative_taxis",
          "-a",
          "--absolute_taxis",
          "-Q",
          "--sortname",
          "--reduce_dim",
          "--no_history",
          "--history",
          "--timestat_date",
          "-L",
          "--lock_io",
          "-k",
          "--chunktype",
          "-C",
          "--color",
          "--double",
          "--single",
          "--float",
          "--debug",
          "-V",
          "--version",
          "-h",
          "--help");

  /** How the names of grids begin. */
  public static final String GRID = "hazelcast:";

  private static final String GRIDS = GRID + "(embedded:[0-9]+|//[^/]+)";

  private final List<String> words;
  private int next;
  private boolean silent;
  private boolean warnings = true;
  private boolean verbose;
  private boolean debug;
  private boolean overwrite;
  private boolean history = true;
  private boolean reduceDims;
  private boolean sorted;
  private Optional<String> stamp = Optional.empty();
  private Optional<TimeAxisKind> timeAxis = Optional.empty();
  private Optional<Integer> threads = Optional.empty();
  private Optional<Long> memory = Optional.empty();
  private Optional<String> backend = Optional.empty();
  private Optional<Duration> checkpoint = Optional.empty();
  private boolean resume;
  private Optional<DType> type = Optional.empty();
  private Optional<FileFormat> format = Optional.empty();
  private int deflate;
  private ChunkKind chunks = ChunkKind.AUTO;

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
        silent,
        warnings,
        verbose,
        debug,
        threads,
        memory,
        backend,
        stamp,
        checkpoints(),
        new OutputOptions(
            type, format, deflate, chunks, timeAxis, overwrite, history, reduceDims, sorted),
        words.subList(next, words.size()));
  }

  private Optional<Checkpoints> checkpoints() {
    return resume || checkpoint.isPresent()
        ? Optional.of(Checkpoints.keep().every(checkpoint.orElse(Checkpoints.USUAL)).resume(resume))
        : Optional.empty();
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
      case "-w", "--disable_warnings" -> warnings = false;
      case "-v", "--verbose" -> verbose = true;
      case "--debug" -> debug = true;
      case "-P", "--num_threads", "--threads" ->
          threads = Optional.of(threads(name, value(name, value)));
      case "--memory" -> memory = Optional.of(size(value(name, value)));
      case "--backend" -> backend = Optional.of(backend(value(name, value)));
      case "--checkpoint" -> checkpoint = Optional.of(seconds(name, value(name, value)));
      case "--resume" -> resume = true;
      case "--timestat_date" -> stamp = Optional.of(value(name, value));
      case "-C", "--color" -> value(name, value);
      case "-L", "--lock_io", "--double", "--single", "--float" -> {
        // Reading needs no lock, and sums are double anyway.
      }
      default -> output(name, value);
    }
  }

  private void output(String name, Optional<String> value) {
    switch (name) {
      case "-O", "--overwrite" -> overwrite = true;
      case "-b", "--default_datatype" -> type = Optional.of(type(value(name, value)));
      case "-f", "--format" -> format = Optional.of(format(value(name, value)));
      case "-z", "--compression_type" -> deflate = deflate(value(name, value));
      case "-k", "--chunktype" -> chunks = chunks(value(name, value));
      case "-r", "--relative_taxis" -> timeAxis(TimeAxisKind.RELATIVE);
      case "-a", "--absolute_taxis" -> timeAxis(TimeAxisKind.ABSOLUTE);
      case "-Q", "--sortname" -> sorted = true;
      case "--reduce_dim" -> reduceDims = true;
      case "--no_history" -> history = false;
      case "--history" -> history = true;
      default -> throw unknown(name);
    }
  }

  private void timeAxis(TimeAxisKind kind) {
    if (timeAxis.filter(k -> k != kind).isPresent()) {
      throw new CommandException("options -r and -a exclude each other");
    }
    timeAxis = Optional.of(kind);
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
      if (count >= 1 && count <= LocalBackend.Builder.MOST_THREADS) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, THREADS);
    }
    throw wrong(name, text, THREADS);
  }

  private static Duration seconds(String name, String text) {
    String wanted = "a number of seconds from 0.1 on";
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0.1 && seconds <= 1e6) {
        return Duration.ofMillis((long) (1000 * seconds));
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, wanted);
    }
    throw wrong(name, text, wanted);
  }

  private static String backend(String text) {
    boolean known = text.equals("local") || text.equals("mpi") || text.matches(GRIDS);
    if (!known) {
      throw wrong(
          "--backend", text, "local, mpi, hazelcast:embedded:N or hazelcast://host:port,...");
    }
    return text;
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
      case "F32", "32" -> DType.FLOAT32;
      case "F64", "64" -> DType.FLOAT64;
      case "I8" -> DType.INT8;
      case "I16" -> DType.INT16;
      case "I32" -> DType.INT32;
      case "U8" -> DType.UINT8;
      case "U16" -> DType.UINT16;
      case "U32" -> DType.UINT32;
      default -> throw wrong("-b", text, "F32, F64, I8, I16, I32, U8, U16 or U32");
    };
  }

  private static FileFormat format(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nc1" -> FileFormat.NC1;
      case "nc", "nc2" -> FileFormat.NC2;
      case "nc4" -> FileFormat.NC4;
      case "nc4c" -> FileFormat.NC4C;
      case "nc5" -> FileFormat.NC5;
      default -> throw wrong("-f", text, "nc1, nc2 (or nc), nc4, nc4c or nc5");
    };
  }

  private static ChunkKind chunks(String text) {
    return switch (text) {
      case "auto" -> ChunkKind.AUTO;
      case "grid" -> ChunkKind.GRID;
      case "lines" -> ChunkKind.LINES;
      default -> throw wrong("-k", text, "auto, grid or lines");
    };
  }

  /** As in CDO, {@code zip} alone is the fastest level. */
  private static int deflate(String text) {
    Matcher m = ZIP.matcher(text);
    if (!m.matches()) {
      throw wrong("-z", text, "zip or zip_1 to zip_9");
    }
    return m.group(1) == null ? 1 : Integer.parseInt(m.group(1));
  }
}
