package org.isobar.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.expr.Constant;
import org.isobar.expr.Read;
import org.isobar.unit.Unit;

/** Random shapes, chunks, missing patterns, and the leaves of random expressions. */
final class RandomLeaves {
  private static final List<Unit> UNITS =
      List.of(Unit.NONE, Unit.ONE, Unit.parse("K"), Unit.parse("m s-1"));

  private final Random random;

  RandomLeaves(Random random) {
    this.random = random;
  }

  /** One to four dimensions of one to {@code longest} cells, in random order. */
  List<Dim> space(int longest) {
    List<String> names = new ArrayList<>(List.of("time", "lev", "lat", "lon"));
    Collections.shuffle(names, random);
    return names.subList(0, 1 + random.nextInt(4)).stream()
        .map(name -> new Dim(name, 1 + random.nextInt(longest)))
        .toList();
  }

  /** Some of the dimensions, at least as many as asked, in their order or shuffled. */
  List<Dim> some(List<Dim> dims, int atLeast) {
    List<Dim> out = new ArrayList<>(dims);
    int leave = random.nextInt(dims.size() - atLeast + 1);
    for (int i = 0; i < leave; i++) {
      out.remove(random.nextInt(out.size()));
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(out, random);
    }
    return List.copyOf(out);
  }

  Unit unit() {
    return UNITS.get(random.nextInt(UNITS.size()));
  }

  /** Values with these dimensions: a read of one or several files, or an array in memory. */
  Sized leaf(List<Dim> dims) {
    return random.nextInt(4) == 0 || dims.isEmpty() ? constant(dims) : read(dims);
  }

  /** A read of golden values: multiples of 1/4 below 26. */
  Sized read(List<Dim> dims) {
    return new Sized(dataset(dims), 26, 0.25);
  }

  private Read dataset(List<Dim> dims) {
    VirtualDataset set = new VirtualDataset("golden", dims, java.util.Map.of());
    DType[] types = {DType.FLOAT32, DType.FLOAT64, DType.INT16, DType.FLOAT32};
    set = set.type(types[random.nextInt(types.length)]);
    if (random.nextInt(3) > 0) {
      set = set.missing(2 + random.nextInt(12));
    }
    if (random.nextInt(4) == 0) {
      set = set.with("land", Integer.toString(1 + random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      set = set.chunk(chunk(dims)).with("compressed", Boolean.toString(random.nextBoolean()));
    }
    // Two reads of one file are common; two files with the same values are not the same read.
    set = set.with("version", Integer.toString(random.nextInt(2)));
    long first = dims.get(0).size();
    return first > 1 && random.nextInt(4) == 0 ? set.readJoined(split(first)) : set.read(unit());
  }

  /** Chunk lengths between 1 and a little more than each dimension. */
  long[] chunk(List<Dim> dims) {
    return dims.stream().mapToLong(d -> 1 + random.nextLong(d.size() + 2)).toArray();
  }

  /** Two or three positive numbers that add up to the length. */
  long[] split(long length) {
    long a = 1 + random.nextLong(length - 1);
    long rest = length - a;
    long b = rest > 1 && random.nextBoolean() ? 1 + random.nextLong(rest - 1) : rest;
    return b == rest ? new long[] {a, b} : new long[] {a, b, rest - b};
  }

  /** An array of multiples of 1/8 between -8 and 8, some missing. */
  Sized constant(List<Dim> dims) {
    double[] values = new double[Math.toIntExact(Region.all(dims).size())];
    Arrays.setAll(
        values, i -> random.nextInt(12) == 0 ? Double.NaN : (random.nextInt(129) - 64) / 8.0);
    return new Sized(array(dims, values), 8, 0.125);
  }

  /** Weights: multiples of 1/4 from 0 to 4, some missing. */
  Sized weights(List<Dim> dims) {
    double[] values = new double[Math.toIntExact(Region.all(dims).size())];
    Arrays.setAll(values, i -> random.nextInt(15) == 0 ? Double.NaN : random.nextInt(17) / 4.0);
    return new Sized(array(dims, values), 4, 0.25);
  }

  private Constant array(List<Dim> dims, double[] values) {
    NdArray array = NdArray.allocate(dims, random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64);
    for (int i = 0; i < values.length; i++) {
      array.set(i, values[i]);
    }
    return new Constant(array, unit());
  }
}
