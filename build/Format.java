import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Formats every Java source below a folder with google-java-format, or checks that it is so.
 *
 * <p>Run by the source launcher with google-java-format on the class path: {@code java
 * build/Format.java check|apply FOLDER}. Exits with 1 when {@code check} found a difference.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean apply =
        switch (args[0]) {
          case "apply" -> true;
          case "check" -> false;
          default -> throw new IllegalArgumentException("mode is check or apply, not " + args[0]);
        };
    List<String> wrong =
        sources(Path.of(args[1]))
            .parallel()
            .map(source -> format(source, apply))
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    wrong.forEach(line -> System.err.println(line));
    if (!apply && !wrong.isEmpty()) {
      System.err.println("Run ./format to format the sources above.");
      System.exit(1);
    }
  }

  private static Stream<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .flatMap(module -> Stream.of(module.resolve("src"), module))
          .filter(folder -> folder.endsWith("src") || folder.endsWith("build"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .toList()
          .stream();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what to say about the file, or null when it is formatted already. */
  private static String format(Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (source.equals(formatted)) {
        return null;
      }
      if (apply) {
        Files.writeString(file, formatted);
      }
      return (apply ? "formatted: " : "not formatted: ") + file;
    } catch (FormatterException e) {
      return "does not parse: " + file + ": " + e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
