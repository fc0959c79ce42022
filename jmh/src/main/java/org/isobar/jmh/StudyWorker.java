package org.isobar.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.VariableRef;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;
import org.isobar.io.netcdf.NetcdfProvider;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.NetcdfFile;
import ucar.nc2.dataset.NetcdfDataset;

/** The other process of {@link Study}: computes means of blocks, however they come to it. */
final class StudyWorker {
  private final NetcdfProvider provider = new NetcdfProvider();
  private final Map<String, BlockReader> readers = new HashMap<>();
  private final Map<String, NetcdfFile> files = new HashMap<>();
  private final Map<Hash, Blob> attachments = new HashMap<>();
  private float[] whole = {};

  private StudyWorker() {}

  public static void main(String[] arguments) throws Exception {
    StudyServer.serve(Integer.parseInt(arguments[0]), new StudyWorker()::answer);
  }

  private double answer(StudyWay way, byte[] bytes) throws IOException, InvalidRangeException {
    return switch (way) {
      case ISOBAR_REOPENED, ISOBAR_KEPT ->
          isobar((StudyTask) StudyTask.decode(bytes, attachments), way);
      case VARIABLE_REOPENED, VARIABLE_KEPT, COORDINATES_REOPENED, COORDINATES_KEPT ->
          netcdfJava(StudyTask.Named.decode(bytes), way);
      case BLOCK -> mean(floats(bytes), 0, bytes.length / Float.BYTES);
      case WHOLE -> {
        whole = floats(bytes);
        yield whole.length;
      }
      case PART -> {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        yield mean(whole, numbers.getInt(), numbers.getInt());
      }
      case BLOCK_BY_LIBRARY -> throw new IllegalArgumentException("plain floats have no library");
      case ATTACHMENT -> {
        Blob blob = Blob.of(bytes);
        attachments.put(Hash.of(bytes), blob);
        yield bytes.length;
      }
    };
  }

  private double isobar(StudyTask task, StudyWay way) {
    VariableRef variable = task.variable();
    DatasetDescriptor dataset = variable.dataset();
    double[] values = new double[(int) task.region().size()];
    if (way == StudyWay.ISOBAR_KEPT) {
      readers
          .computeIfAbsent(
              dataset.parts().getFirst().location(),
              l -> provider.open(dataset.parts().getFirst(), dataset.options()))
          .read(variable.path(), task.region(), values, 0);
    } else {
      try (BlockReader reader = provider.open(dataset.parts().getFirst(), dataset.options())) {
        reader.read(variable.path(), task.region(), values, 0);
      }
    }
    return Arrays.stream(values).sum() / values.length;
  }

  private double netcdfJava(StudyTask.Named task, StudyWay way)
      throws IOException, InvalidRangeException {
    boolean kept = way == StudyWay.VARIABLE_KEPT || way == StudyWay.COORDINATES_KEPT;
    NetcdfFile file = kept ? files.get(way + task.file()) : null;
    if (file == null) {
      file =
          way == StudyWay.VARIABLE_REOPENED || way == StudyWay.VARIABLE_KEPT
              ? NetcdfFile.open(task.file())
              : NetcdfDataset.openDataset(task.file());
      if (kept) {
        files.put(way + task.file(), file);
      }
    }
    try {
      Array values = file.findVariable(task.variable()).read(task.origin(), task.shape());
      return mean((float[]) values.copyTo1DJavaArray(), 0, (int) values.getSize());
    } finally {
      if (!kept) {
        file.close();
      }
    }
  }

  private static float[] floats(byte[] bytes) {
    float[] out = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(out);
    return out;
  }

  private static double mean(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}
