package org.isobar.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files of an archive were written whole, with their sizes. Its text has a line that tells
 * the formula from earlier ones, then a line {@code size path} for each file.
 */
final class Manifest {
  /** Changes whenever the files would come out otherwise: older ones are then written again. */
  private static final String FIRST_LINE = "isobar demo archive, 1";

  private static final String NAME = "manifest.txt";

  private final Path folder;
  private final Map<String, Long> sizes;

  private Manifest(Path folder, Map<String, Long> sizes) {
    this.folder = folder;
    this.sizes = sizes;
  }

  /** The manifest of a folder; empty if there is none, or none that this version wrote. */
  static Manifest read(Path folder) {
    Map<String, Long> sizes = new TreeMap<>();
    try {
      List<String> lines = Files.readAllLines(folder.resolve(NAME));
      if (!lines.isEmpty() && lines.getFirst().equals(FIRST_LINE)) {
        for (String line : lines.subList(1, lines.size())) {
          int blank = line.indexOf(' ');
          sizes.put(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)));
        }
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      // Absent or damaged: the archive is then written again.
      return new Manifest(folder, Map.of());
    }
    return new Manifest(folder, sizes);
  }

  /** Whether a file, given by its path in the folder, stands there as it was written. */
  boolean isWhole(Path file) {
    Long size = sizes.get(key(file));
    try {
      return size != null && Files.size(folder.resolve(file)) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** With one file more. */
  Manifest with(Path file) throws IOException {
    Map<String, Long> more = new TreeMap<>(sizes);
    more.put(key(file), Files.size(folder.resolve(file)));
    return new Manifest(folder, more);
  }

  /** Takes the place of the manifest in the folder, at once. */
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
    sizes.forEach((file, size) -> lines.add(size + " " + file));
    Path next = folder.resolve(NAME + ".part");
    Files.writeString(next, String.join("\n", lines) + "\n");
    Files.move(
        next,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String key(Path file) {
    return file.toString().replace('\\', '/');
  }
}
