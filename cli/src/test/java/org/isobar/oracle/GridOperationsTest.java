package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.backend.hazelcast.HazelcastBackend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.OnBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operator on three files through one grid that stays: the bytes of local threads. */
@Tag("oracle")
class GridOperationsTest {
  @TempDir(factory = InMemory.class)
  Path folder;

  /** What a command came to: its exit code, and on success what it printed and wrote. */
  private record Outcome(int status, String text, Map<String, String> files) {}

  @Test
  void everyOperatorGivesTheBytesOfLocalThreads() throws IOException {
    List<OracleFile> files =
        OracleFiles.all(folder.resolve("files")).stream()
            .filter(f -> f.bytes() < 2_000_000)
            .limit(3)
            .toList();
    assertEquals(3, files.size());
    int compared = 0;
    int failed = 0;
    List<String> unlike = new ArrayList<>();
    try (Backend local = LocalBackend.create(1);
        Backend grid = HazelcastBackend.embedded(2)) {
      for (int at = 0; at < files.size(); at++) {
        OracleFile file = files.get(at);
        String name = org.isobar.Dataset.open(file.path()).names().getFirst();
        Path script = Files.writeString(folder.resolve("script"), Operation.script(name));
        for (Operation op : oneOfEachOperator(at)) {
          Outcome right = run(local, op, file, name, script);
          Outcome got = run(grid, op, file, name, script);
          compared++;
          failed += right.status() == 0 ? 0 : 1;
          if (!right.equals(got)) {
            unlike.add(op.label() + " of " + file.label());
          }
        }
      }
    }
    assertEquals(List.of(), unlike);
    assertTrue(compared > 500 && failed < compared / 2, failed + " of " + compared + " failed");
  }

  /** Of operators that are shown with several arguments another one for each file. */
  private static List<Operation> oneOfEachOperator(int turn) {
    return Operation.ALL.stream()
        .filter(op -> !op.isVariant())
        .collect(
            Collectors.groupingBy(Operation::operator, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(all -> all.get(turn % all.size()))
        .toList();
  }

  private Outcome run(Backend backend, Operation op, OracleFile file, String name, Path script)
      throws IOException {
    Path output = Files.createDirectory(folder.resolve("out"));
    List<String> command = new ArrayList<>(List.of("-s", "--no_history"));
    command.addAll(op.on(file.path(), name, script));
    if (op.product() != Product.TEXT) {
      command.add(op.product().word(output.resolve("x")));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        OnBackend.run(
            backend,
            command,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> all = Files.walk(output)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        written.put(path.getFileName().toString(), digest(path));
        Files.delete(path);
      }
    }
    try (Stream<Path> all = Files.walk(output)) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(GridOperationsTest::delete);
    }
    return new Outcome(status, status == 0 ? out.toString(StandardCharsets.UTF_8) : "", written);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path path) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
