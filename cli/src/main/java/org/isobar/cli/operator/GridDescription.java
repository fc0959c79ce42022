package org.isobar.cli.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A horizontal grid in the words of CDO's {@code griddes}: {@code key = value...}, a line each;
 * values may go on in the lines below.
 *
 * @param type {@code lonlat}, {@code gaussian}, {@code curvilinear}, {@code unstructured} or {@code
 *     generic}
 * @param nx cells from west to east; all cells of an unstructured grid
 * @param ny cells from south to north; 1 for an unstructured grid
 * @param x longitudes of columns or cells; empty for a generic grid
 * @param y latitudes of rows or cells
 * @param xBounds bounds of {@code x}, so many for each; empty if there are none
 * @param yBounds bounds of {@code y}
 */
record GridDescription(
    String type,
    int nx,
    int ny,
    List<Double> x,
    List<Double> y,
    List<Double> xBounds,
    List<Double> yBounds) {
  private static final Pattern GLOBAL = Pattern.compile("r([0-9]{1,6})x([0-9]{1,6})");
  private static final Pattern LINE = Pattern.compile("\\s*([a-zA-Z_]+)\\s*=\\s*(.*?)\\s*");
  private static final List<String> TYPES =
      List.of("lonlat", "gaussian", "curvilinear", "unstructured", "generic");
  private static final long LARGEST_FILE = 1L << 30;
  private static final double CIRCLE = 360;
  private static final double HALF = 180;

  /** Reads {@code rNXxNY} (global, regular) or a file. */
  static GridDescription parse(Call call, String word) {
    Matcher global = GLOBAL.matcher(word);
    if (global.matches()) {
      return global(Integer.parseInt(global.group(1)), Integer.parseInt(global.group(2)));
    }
    return described(call, word, entries(call, word));
  }

  private static GridDescription global(int nx, int ny) {
    double dx = CIRCLE / nx;
    double dy = HALF / ny;
    return new GridDescription(
        "lonlat", nx, ny, even(0, dx, nx), even(-HALF / 2 + dy / 2, dy, ny), List.of(), List.of());
  }

  private static List<Double> even(double first, double step, int n) {
    List<Double> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(first + i * step);
    }
    return out;
  }

  private static Map<String, String> entries(Call call, String file) {
    Map<String, String> out = new LinkedHashMap<>();
    String key = "";
    for (String line : lines(call, file)) {
      String text = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
      Matcher m = LINE.matcher(text);
      if (m.matches()) {
        key = m.group(1).toLowerCase(Locale.ROOT);
        out.put(key, m.group(2));
      } else if (!text.isBlank()) {
        if (key.isEmpty()) {
          throw call.refuse("grid description " + file + " begins with >" + text.strip() + "<");
        }
        out.merge(key, text.strip(), (a, b) -> a + " " + b);
      }
    }
    return out;
  }

  private static List<String> lines(Call call, String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST_FILE) {
        throw call.refuse("grid description " + file + " has " + Files.size(path) + " bytes");
      }
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw call.refuse(
          ">" + file + "< is neither rNXxNY nor a grid description that can be read: " + e);
    }
  }

  private static GridDescription described(Call call, String file, Map<String, String> entries) {
    String type = entries.getOrDefault("gridtype", "").replace("\"", "");
    if (!TYPES.contains(type)) {
      throw call.refuse("grid description " + file + ": gridtype >" + type + "<, not of " + TYPES);
    }
    Reader r = new Reader(call, file, entries);
    int size = r.whole("gridsize", 0);
    int nx = r.whole("xsize", type.equals("unstructured") ? size : 0);
    int ny = r.whole("ysize", nx == 0 || size == 0 ? 1 : size / nx);
    if (nx < 1 || ny < 1 || (size > 0 && size != (long) nx * ny)) {
      throw call.refuse(
          "grid description " + file + ": xsize " + nx + ", ysize " + ny + ", gridsize " + size);
    }
    boolean cells = type.equals("curvilinear") || type.equals("unstructured");
    int xs = cells ? Math.multiplyExact(nx, ny) : nx;
    int ys = cells ? xs : ny;
    GridDescription out =
        new GridDescription(
            type,
            nx,
            ny,
            r.values("x", xs),
            type.equals("gaussian") && !entries.containsKey("yvals")
                ? GaussianLatitudes.of(ny)
                : r.values("y", ys),
            r.numbers("xbounds"),
            r.numbers("ybounds"));
    if (!type.equals("generic") && (out.x.size() != xs || out.y.size() != ys)) {
      throw call.refuse(
          "grid description "
              + file
              + ": "
              + out.x.size()
              + " xvals and "
              + out.y.size()
              + " yvals, needed are "
              + xs
              + " and "
              + ys);
    }
    return out;
  }

  /** Entries as numbers. */
  private record Reader(Call call, String file, Map<String, String> entries) {
    int whole(String key, int otherwise) {
      List<Double> all = numbers(key);
      return all.isEmpty() ? otherwise : all.getFirst().intValue();
    }

    /** {@code xvals}, or what {@code xfirst} and {@code xinc} make. */
    List<Double> values(String axis, int n) {
      List<Double> given = numbers(axis + "vals");
      List<Double> step = numbers(axis + "inc");
      if (!given.isEmpty() || step.isEmpty()) {
        return given;
      }
      List<Double> first = numbers(axis + "first");
      return even(first.isEmpty() ? 0 : first.getFirst(), step.getFirst(), n);
    }

    List<Double> numbers(String key) {
      List<Double> out = new ArrayList<>();
      for (String word : entries.getOrDefault(key, "").replace("\"", "").split("[\\s,]+", -1)) {
        if (!word.isEmpty()) {
          out.add(number(key, word));
        }
      }
      return out;
    }

    private double number(String key, String word) {
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw call.refuse("grid description " + file + ": " + key + " has >" + word + "<");
      }
    }
  }
}
