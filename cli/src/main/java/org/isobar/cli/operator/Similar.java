package org.isobar.cli.operator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds names that were perhaps meant. */
public final class Similar {
  private static final int MOST = 5;

  private Similar() {}

  /** Up to five names within a third of the letters of the one that was typed, nearest first. */
  public static List<String> to(String typed, List<String> names) {
    int allowed = Math.max(1, typed.length() / 3);
    Map<String, Integer> distance =
        names.stream().collect(Collectors.toMap(n -> n, n -> distance(typed, n)));
    return names.stream()
        .filter(n -> distance.getOrDefault(n, Integer.MAX_VALUE) <= allowed)
        .sorted(Comparator.comparing(n -> distance.getOrDefault(n, Integer.MAX_VALUE)))
        .limit(MOST)
        .toList();
  }

  /** Letters to insert, delete, replace or swap with their neighbour (Damerau and Levenshtein). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
