package org.isobar.io.netcdf.nc4;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.io.netcdf.NetcdfProvider;

/**
 * How fast a warm JVM writes a variable of a file: {@code FILE VARIABLE LEVEL THREADS}. Values are
 * read before the clock starts; time is the processor time of all threads and of the clock.
 */
final class WritingBenchmark {
  private static final int PASSES = 7;
  private static final int RECORDS = 16;

  private WritingBenchmark() {}

  public static void main(String[] args) throws Exception {
    int level = Integer.parseInt(args[2]);
    int threads = Integer.parseInt(args[3]);
    FileMetadata m = new NetcdfProvider().inspect(args[0], Map.of());
    VariableMetadata v = m.variable(args[1]).orElseThrow();
    FileSchema schema =
        new FileSchema(
            FileFormat.NC4,
            m.dims(),
            List.of(VariableMetadata.of(v.path(), v.dims(), v.type(), v.attributes())),
            m.attributes(),
            Storage.PLAIN.deflate(level));
    long[] shape = Files4.shape(schema, v);
    List<double[]> slabs = read(args[0], m, v, shape);
    Path target = Files.createTempFile("bench", ".nc");
    double raw = Region.all(shape).size() * 4.0;
    double[] wall = new double[PASSES];
    double[] processor = new double[PASSES];
    for (int pass = 0; pass < PASSES; pass++) {
      long cpu = processorNanos();
      long start = System.nanoTime();
      write(target, schema, v, shape, slabs, threads);
      wall[pass] = raw / 1e6 / ((System.nanoTime() - start) / 1e9);
      processor[pass] = raw / 1e6 / ((processorNanos() - cpu) / 1e9);
    }
    System.out.printf(
        Locale.ROOT,
        "level %d, %d threads: ratio %.3f, best %.0f MB/s of clock, %.0f MB/s of processor%n",
        level,
        threads,
        raw / Files.size(target),
        Arrays.stream(wall).max().orElseThrow(),
        Arrays.stream(processor).max().orElseThrow());
    Files.delete(target);
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static List<double[]> read(
      String file, FileMetadata m, VariableMetadata v, long[] shape) {
    List<double[]> slabs = new ArrayList<>();
    try (BlockReader reader =
        new NetcdfProvider()
            .open(new DatasetDescriptor.Part(file, m.fingerprint(), 0, 0), Map.of())) {
      for (long t = 0; t < shape[0]; t += RECORDS) {
        Region slab = slab(shape, t);
        double[] values = new double[(int) slab.size()];
        reader.read(v.path(), slab, values, 0);
        slabs.add(values);
      }
    }
    return slabs;
  }

  private static Region slab(long[] shape, long t) {
    return Region.all(shape).with(0, t, Math.min(RECORDS, shape[0] - t));
  }

  private static void write(
      Path target,
      FileSchema schema,
      VariableMetadata v,
      long[] shape,
      List<double[]> slabs,
      int threads)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (BlockWriter writer = Netcdf4Writer.create(target, schema);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(
            pool.submit(
                () -> {
                  for (int s = next.getAndIncrement();
                      s < slabs.size();
                      s = next.getAndIncrement()) {
                    writer.write(v.path(), slab(shape, (long) s * RECORDS), slabs.get(s), 0);
                  }
                }));
      }
      for (Future<?> f : done) {
        f.get();
      }
      writer.commit();
    }
  }
}
