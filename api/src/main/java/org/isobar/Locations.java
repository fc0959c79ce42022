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
    String glob = normalised(location);
    Path base = path(fixedPart(glob));
    if (!Files.isDirectory(base)) {
      throw new DatasetException(location + ": no folder " + base);
    }
    PathMatcher matcher = matcher(location, glob);
    try (Stream<Path> walk = Files.walk(base, depth(glob), FileVisitOption.FOLLOW_LINKS)) {
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

  /** {@code **}{@code /x} also means {@code x} in the folder itself, as shells have it. */
  private static PathMatcher matcher(String location, String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", "{**/,}"));
    } catch (IllegalArgumentException e) {
      throw new DatasetException(location + ": not a glob: " + e.getMessage(), e);
    }
  }

  /** How many folders below the fixed part a file may lie: a glob for one folder walks no tree. */
  private static int depth(String glob) {
    String rest = glob.substring(fixedPart(glob).length());
    return rest.contains("**")
        ? Integer.MAX_VALUE
        : Path.of(rest.startsWith("/") ? rest.substring(1) : rest).getNameCount();
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

  private static String normalised(String glob) {
    return glob.replaceAll("/+", "/");
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
