package org.isobar.time;

import java.util.Arrays;

/**
 * Which recurring group each sample of a time axis belongs to. Groups are those that occur, in the
 * order of their keys, numbered from 0. Immutable.
 */
public final class Groups {
  private final By by;
  private final int[] codes;
  private final int[] keys;

  private Groups(By by, int[] codes, int[] keys) {
    this.by = by;
    this.codes = codes;
    this.keys = keys;
  }

  /**
   * Groups samples.
   *
   * @param micros instants of the samples, in any order
   */
  public static Groups of(By by, long[] micros, Calendar calendar) {
    int[] keyOfSample =
        Arrays.stream(micros).mapToInt(t -> by.key(DateTime.ofMicros(calendar, t))).toArray();
    int[] keys = Arrays.stream(keyOfSample).sorted().distinct().toArray();
    int[] codes = Arrays.stream(keyOfSample).map(k -> Arrays.binarySearch(keys, k)).toArray();
    return new Groups(by, codes, keys);
  }

  /** What the samples of a group share. */
  public By by() {
    return by;
  }

  /** Number of groups. */
  public int size() {
    return keys.length;
  }

  /** Number of samples. */
  public int samples() {
    return codes.length;
  }

  /** The group of a sample. */
  public int code(int sample) {
    return codes[sample];
  }

  /** The group of each sample, as a copy. */
  public int[] codes() {
    return codes.clone();
  }

  /** Key of a group; see {@link By}. */
  public int key(int group) {
    return keys[group];
  }

  /** Keys of the groups, as a copy. */
  public int[] keys() {
    return keys.clone();
  }

  /** What people call a group. */
  public String label(int group) {
    return by.label(keys[group]);
  }
}
