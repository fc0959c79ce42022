package org.isobar.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.isobar.oracle.OracleFile.Origin;

/** Finds and makes the files to compare on. */
final class OracleFiles {
  /** Larger ones teach nothing that the smaller ones do not, and take their time. */
  private static final long LARGEST = 16_000_000;

  /** What labels of files begin with that {@code ISOBAR_TEST_DATA} points to. */
  static final String GIVEN = "data/";

  private static final List<String> PACKAGES = List.of("libncarg-data", "ferret-datasets");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private OracleFiles() {}

  /** All files; the generated ones are written to a folder. */
  static List<OracleFile> all(Path folder) {
    List<OracleFile> out = new ArrayList<>();
    out.addAll(generated(folder));
    PACKAGES.forEach(p -> out.addAll(packaged(p)));
    String given = System.getenv("ISOBAR_TEST_DATA");
    if (given != null && !given.isBlank()) {
      out.addAll(below(Path.of(given), Origin.GIVEN, GIVEN));
    }
    return out;
  }

  private static List<OracleFile> generated(Path folder) {
    Path script = Tools.PYTHON_FOLDER.resolve("make_oracle_files.py");
    Tools.mustRun(List.of(Tools.PYTHON, script.toString(), folder.toString()), PATIENCE);
    return below(folder, Origin.GENERATED, "");
  }

  private static List<OracleFile> packaged(String name) {
    Tools.Ended listed = Tools.run(List.of("dpkg", "-L", name), PATIENCE);
    if (listed.status() != 0) {
      throw new IllegalStateException(
          "the Debian package " + name + " is not installed; ./verify installs it");
    }
    List<Path> paths = listed.out().lines().map(Path::of).filter(OracleFiles::isNetcdf).toList();
    Path root = paths.stream().reduce(OracleFiles::common).orElseThrow();
    return paths.stream()
        .map(p -> file(p, Origin.PACKAGED, name + "/" + root.relativize(p)))
        .filter(f -> f.bytes() <= LARGEST)
        .toList();
  }

  private static Path common(Path a, Path b) {
    Path out = Files.isDirectory(a) ? a : a.getParent();
    while (!b.startsWith(out)) {
      out = out.getParent();
    }
    return out;
  }

  private static List<OracleFile> below(Path folder, Origin origin, String prefix) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(OracleFiles::isNetcdf)
          .sorted(Comparator.naturalOrder())
          .map(p -> file(p, origin, prefix + folder.relativize(p)))
          .filter(f -> f.bytes() <= LARGEST)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + folder, e);
    }
  }

  private static boolean isNetcdf(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".nc") || name.endsWith(".cdf")) && Files.isRegularFile(path);
  }

  private static OracleFile file(Path path, Origin origin, String label) {
    try {
      return new OracleFile(label, origin, path.toAbsolutePath(), Files.size(path));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path, e);
    }
  }
}
