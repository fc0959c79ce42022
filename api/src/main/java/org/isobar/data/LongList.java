package org.isobar.data;

import java.util.Arrays;

/** An immutable list of longs with structural equality: shapes, chunk shapes. */
public final class LongList {
  private final long[] values;

  private LongList(long[] values) {
    this.values = values;
  }

  public static LongList of(long... values) {
    return new LongList(values.clone());
  }

  public int size() {
    return values.length;
  }

  public long get(int i) {
    return values[i];
  }

  public long[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LongList l && Arrays.equals(values, l.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
