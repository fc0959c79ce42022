package org.isobar.cli.demo;

import java.util.Locale;

/** Numbers as people read them. */
final class Text {
  private Text() {}

  /** Bytes in decimal units: {@code 107 MB}. */
  static String bytes(long bytes) {
    if (bytes < 10_000_000) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return bytes < 10_000_000_000L
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
