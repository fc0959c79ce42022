package org.isobar.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.cli.OnBackend;

/**
 * One command of each operator on each of three files, and what they come to on a backend, a line
 * for each: exit code, and on success digests of what was printed and written. The commands lie in
 * a file, so that other processes find them, too.
 */
final class EveryOperator {
  private static final int FILES = 3;
  private static final String LIST = "commands";
  private static final String SEPARATOR = "\u001f";

  /** Stands for the folder of outputs. */
  private static final String OUTPUTS = "@outputs@";

  private EveryOperator() {}

  /** Generates files and commands in a folder. */
  static void prepare(Path folder) throws IOException {
    List<OracleFile> files =
        OracleFiles.all(folder.resolve("files")).stream()
            .filter(f -> f.bytes() < 2_000_000)
            .limit(FILES)
            .toList();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < files.size(); at++) {
      OracleFile file = files.get(at);
      String name = Dataset.open(file.path()).names().getFirst();
      Path script = Files.writeString(folder.resolve("script" + at), Operation.script(name));
      for (Operation op : oneOfEach(at)) {
        List<String> words = new ArrayList<>(List.of(op.label() + " of " + file.label()));
        words.addAll(List.of("-s", "--no_history"));
        words.addAll(op.on(file.path(), name, script));
        switch (op.product()) {
          case TEXT -> {}
          case FILE -> words.add(OUTPUTS + "/x");
          case FILES -> words.add(op.product().word(Path.of(OUTPUTS)));
        }
        lines.add(String.join(SEPARATOR, words));
      }
    }
    Files.write(folder.resolve(LIST), lines);
  }

  /** Of operators that are shown with several arguments another one for each file. */
  private static List<Operation> oneOfEach(int turn) {
    return Operation.ALL.stream()
        .filter(op -> !op.isVariant())
        .collect(
            Collectors.groupingBy(Operation::operator, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(all -> all.get(turn % all.size()))
        .toList();
  }

  /** Runs all commands of a folder, and writes to another one meanwhile. */
  static List<String> run(Path folder, Backend backend, Path outputs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(LIST))) {
      List<String> words = List.of(line.split(SEPARATOR, -1));
      List<String> command =
          words.stream().skip(1).map(w -> w.replace(OUTPUTS, outputs.toString())).toList();
      lines.add(words.getFirst() + ": " + run(backend, command, outputs));
    }
    return lines;
  }

  private static String run(Backend backend, List<String> command, Path outputs)
      throws IOException {
    Files.createDirectory(outputs);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status =
        OnBackend.run(
            backend,
            command,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> all = Files.walk(outputs)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        written.put(path.getFileName().toString(), digest(Files.readAllBytes(path)));
      }
    }
    try (Stream<Path> all = Files.walk(outputs)) {
      all.sorted(Comparator.reverseOrder()).forEach(EveryOperator::delete);
    }
    return status + " " + (status == 0 ? digest(out.toByteArray()) : "") + " " + written;
  }

  /** Whether a line tells of a success. */
  static boolean succeeded(String line) {
    return line.contains(": 0 ");
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
          .substring(0, 24);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
