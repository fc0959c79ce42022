package org.isobar.io.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back: headers, numbers in any blocks and any order, text. */
class RoundTripTest {
  private final NetcdfProvider provider = new NetcdfProvider();
  @TempDir private Path folder;

  @Test
  void randomClassicFilesComeBack() {
    for (int seed = 0; seed < 200; seed++) {
      roundTrip(seed, RandomSchema.of(seed));
    }
  }

  @Test
  void randomNetcdf4FilesComeBack() {
    for (int seed = 0; seed < 300; seed++) {
      roundTrip(seed, RandomSchema.netcdf4(seed));
    }
  }

  private void roundTrip(int seed, FileSchema schema) {
    Path target = folder.resolve("f" + seed + ".nc");
    Random random = new Random(seed);
    Map<String, double[]> numbers = new HashMap<>();
    Map<String, List<String>> texts = new HashMap<>();
    try (BlockWriter writer = provider.create(target, schema)) {
      for (VariableMetadata v : schema.variables()) {
        long[] shape = shape(schema, v);
        if (v.type() instanceof VariableType.Numeric) {
          double[] values = values(random, shape);
          numbers.put(v.path(), values);
          writeInBlocks(writer, v.path(), shape, values, random);
        } else {
          boolean chars = v.type() instanceof VariableType.Chars;
          List<String> strings = chars ? strings(random, shape) : lines(random, shape);
          texts.put(v.path(), strings);
          writer.writeText(v.path(), strings);
        }
      }
      writer.commit();
    }
    FileMetadata metadata = provider.inspect(target.toString(), Map.of());
    assertEquals(schema.format(), metadata.format());
    assertEquals(schema.dims(), metadata.dims(), () -> "seed " + seed);
    assertEquals(schema.attributes(), metadata.attributes(), () -> "seed " + seed);
    assertEquals(
        schema.variables().stream().map(VariableMetadata::path).toList(),
        metadata.variables().stream().map(VariableMetadata::path).toList());
    assertEquals(
        schema.variables().stream().map(VariableMetadata::attributes).toList(),
        metadata.variables().stream().map(VariableMetadata::attributes).toList());
    try (BlockReader reader = open(target, metadata)) {
      for (VariableMetadata v : metadata.variables()) {
        if (v.type() instanceof VariableType.Numeric) {
          requireSame(reader, v, shape(schema, v), numbers.get(v.path()), random, seed);
        } else if (v.type() instanceof VariableType.Strings || !empty(shape(schema, v))) {
          assertEquals(texts.get(v.path()), reader.readText(v.path()));
        }
      }
    }
  }

  /** Strings without room for a character, of which nothing is left in the file. */
  private static boolean empty(long[] shape) {
    return shape.length > 0 && shape[shape.length - 1] == 0;
  }

  private BlockReader open(Path file, FileMetadata metadata) {
    return provider.open(
        new DatasetDescriptor.Part(file.toString(), metadata.fingerprint(), 0, 0), Map.of());
  }

  private static long[] shape(FileSchema schema, VariableMetadata v) {
    return v.dims().stream()
        .mapToLong(
            n -> schema.dims().stream().filter(d -> d.name().equals(n)).findFirst().get().size())
        .toArray();
  }

  private static double[] values(Random random, long[] shape) {
    return random.doubles(Region.all(shape).size()).map(x -> Math.floor(x * 100)).toArray();
  }

  private static List<String> strings(Random random, long[] shape) {
    long[] outer = shape.length == 0 ? shape : Arrays.copyOf(shape, shape.length - 1);
    int length = shape.length == 0 ? 1 : (int) shape[shape.length - 1];
    List<String> out = new ArrayList<>();
    for (long i = Region.all(outer).size(); i > 0; i--) {
      out.add("abcdefgh".substring(0, random.nextInt(Math.min(length, 8) + 1)));
    }
    return out;
  }

  private static List<String> lines(Random random, long[] shape) {
    return random.ints(Region.all(shape).size(), 0, 40).mapToObj("zeile üñ☃ "::repeat).toList();
  }

  private static void writeInBlocks(
      BlockWriter writer, String name, long[] shape, double[] values, Random random) {
    List<Region> blocks = new ArrayList<>(List.of(Region.all(shape)));
    for (int cut = 0; cut < 4 && shape.length > 0; cut++) {
      Region block = blocks.remove(random.nextInt(blocks.size()));
      int d = random.nextInt(shape.length);
      long first = random.nextLong(block.count(d) + 1);
      blocks.add(block.with(d, block.start(d), first));
      blocks.add(block.with(d, block.start(d) + first, block.count(d) - first));
    }
    Collections.shuffle(blocks, random);
    for (Region block : blocks) {
      double[] part = Regions.select(values, shape, block);
      double[] shifted = new double[part.length + 3];
      System.arraycopy(part, 0, shifted, 3, part.length);
      writer.write(name, block, shifted, 3);
    }
  }

  private static void requireSame(
      BlockReader reader, VariableMetadata v, long[] shape, double[] all, Random random, int seed) {
    for (int i = 0; i < 6; i++) {
      Region region = i == 0 ? Region.all(shape) : Regions.random(shape, random);
      double[] expected = Regions.select(all, shape, region);
      double[] got = new double[expected.length + 1];
      reader.read(v.path(), region, got, 1);
      assertArrayEquals(
          expected,
          Arrays.copyOfRange(got, 1, got.length),
          () -> "seed " + seed + ", " + v + ", " + region);
    }
  }
}
