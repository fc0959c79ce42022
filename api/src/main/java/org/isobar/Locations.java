package org.isobar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.isobar.error.DatasetException;

/** Finds the files that a user means. */
final class Locations {
  private Locations() {}

  /** Files of a path, a glob ({@code * ? [..] {..} **}), or a URI, sorted by name. */
  static List<String> expand(String location) {
    if (location.matches("[a-z][a-z0-9+.-]+:.*") || Files.exists(path(location))) {
      return List.of(location);
    }
    if (!isGlob(location)) {
      throw new DatasetException(location + ": no such file" + nearby(path(location)));
    }
    Path base = path(fixedPart(location));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + normalised(location));
    if (!Files.isDirectory(base)) {
      throw new DatasetException(location + ": no folder " + base);
    }
    try (Stream<Path> walk = Files.walk(base, FileVisitOption.FOLLOW_LINKS)) {
      List<String> found =
          walk.filter(p -> matcher.matches(p) && Files.isRegularFile(p))
              .map(Path::toString)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new DatasetException(location + ": no file matches");
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(location + ": cannot list the files: " + e.getMessage(), e);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (java.nio.file.InvalidPathException e) {
      throw new DatasetException(text + ": not a path: " + e.getReason(), e);
    }
  }

  private static boolean isGlob(String s) {
    return s.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  /** The folder before the first element with a wildcard. */
  private static String fixedPart(String glob) {
    int wild = 0;
    while (wild < glob.length() && !isGlob(glob.substring(wild, wild + 1))) {
      wild++;
    }
    int slash = glob.lastIndexOf('/', wild);
    return slash < 0 ? "" : slash == 0 ? "/" : glob.substring(0, slash);
  }

  /** {@code **}{@code /x} also means {@code x} in the folder itself, as shells have it. */
  private static String normalised(String glob) {
    return glob.replace("**/", "{**/,}");
  }

  private static String nearby(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return folder == null ? "" : "; there is no folder " + folder;
    }
    try (Stream<Path> list = Files.list(folder)) {
      List<String> names = list.map(p -> p.getFileName().toString()).sorted().limit(5).toList();
      return "; the folder has " + names;
    } catch (IOException e) {
      return "";
    }
  }
}
