package org.isobar.data;

import java.util.Arrays;

/** An immutable list of array indices with structural equality; -1 stands for "none". */
public final class Indices {
  private final int[] values;
  private final int hash;

  private Indices(int[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  /** Indices; the array is copied. */
  public static Indices of(int... values) {
    return new Indices(values.clone());
  }

  public int size() {
    return values.length;
  }

  public int get(int i) {
    return values[i];
  }

  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Indices i && hash == i.hash && Arrays.equals(values, i.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.length <= 8
        ? Arrays.toString(values)
        : "[" + values[0] + ", " + values[1] + ", ... " + values.length + " indices]";
  }
}
