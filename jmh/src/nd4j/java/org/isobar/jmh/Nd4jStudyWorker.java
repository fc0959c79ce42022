package org.isobar.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.io.netcdf.NetcdfProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The other process of {@link Nd4jStudy}: has ND4J compute means of blocks. */
final class Nd4jStudyWorker {
  private final NetcdfProvider provider = new NetcdfProvider();
  private final Map<String, BlockReader> readers = new HashMap<>();
  private INDArray whole = Nd4j.empty();

  private Nd4jStudyWorker() {}

  public static void main(String[] arguments) throws Exception {
    StudyServer.serve(Integer.parseInt(arguments[0]), new Nd4jStudyWorker()::answer);
  }

  private double answer(StudyWay way, byte[] bytes) throws IOException, ClassNotFoundException {
    return switch (way) {
      case ISOBAR_REOPENED, ISOBAR_KEPT -> referred(StudyTask.Named.decode(bytes), way);
      case BLOCK -> mean(Nd4jStudy.read(bytes));
      case BLOCK_BY_LIBRARY -> mean(Nd4j.fromByteArray(bytes));
      case WHOLE -> {
        whole = Nd4j.fromByteArray(bytes);
        yield whole.length();
      }
      case PART -> {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        int from = numbers.getInt();
        // A view: nothing is copied, and nothing is to be closed.
        yield whole
            .get(NDArrayIndex.interval(from, from + numbers.getInt()))
            .meanNumber()
            .doubleValue();
      }
      case VARIABLE_REOPENED, VARIABLE_KEPT, COORDINATES_REOPENED, COORDINATES_KEPT, ATTACHMENT ->
          throw new IllegalArgumentException("not a way of ND4J's: " + way);
    };
  }

  /** Reads a block where it is asked for, and makes an array of it. */
  private double referred(StudyTask.Named task, StudyWay way) {
    if (way == StudyWay.ISOBAR_KEPT) {
      return mean(read(readers.computeIfAbsent(task.file(), f -> open(provider, f)), task));
    }
    try (BlockReader reader = open(provider, task.file())) {
      return mean(read(reader, task));
    }
  }

  static BlockReader open(NetcdfProvider provider, String file) {
    return provider.open(
        DatasetDescriptor.ofFile(
                provider.format(), file, provider.inspect(file, Map.of()).fingerprint(), Map.of())
            .parts()
            .getFirst(),
        Map.of());
  }

  static INDArray read(BlockReader reader, StudyTask.Named task) {
    Region region = Region.of(longs(task.origin()), longs(task.shape()));
    double[] values = new double[(int) region.size()];
    reader.read(task.variable(), region, values, 0);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.create(floats, longs(task.shape()), 'c');
  }

  private static long[] longs(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }

  private static double mean(INDArray array) {
    try (array) {
      return array.meanNumber().doubleValue();
    }
  }
}
