package org.isobar.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.PlanException;
import org.isobar.run.Explanation;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A field of 50 GB is reduced, and written after two passes, with 256 MiB of heap. */
class LargeFieldTest {
  private static final int CELLS = 96 * 192;

  /** 360-day years whose floats fill 50 GB. */
  private static final int DAYS = 360 * 1884;

  /** 10 GB: forty heaps. */
  private static final int TENTH = 360 * 377;

  /** 0.5 GB. */
  private static final int SHORT = 360 * 20;

  @TempDir Path folder;

  @Test
  void meanOfFiftyGigabytesNeedsAQuarterOfAGigabyte() throws Exception {
    assertTrue((long) DAYS * CELLS * Float.BYTES > 50_000_000_000L);
    String found = ChildJvm.run(LargeFieldProgram.class, "256m", 300, "mean", "" + DAYS).getFirst();
    double mean = 250 + (DAYS - 1) / 2.0 / 1024;
    assertEquals((float) mean + " " + (float) (mean + 95), asFloats(found));
  }

  @ParameterizedTest
  @ValueSource(strings = {"departure", "anomaly"})
  void whatTakesTwoPassesIsWrittenWithoutHoldingIt(String what) throws Exception {
    assertEquals((long) TENTH * CELLS, Long.parseLong(write(what, TENTH).split(" ", -1)[0]));
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"departure", "anomaly"})
  void fiftyGigabytesAreWrittenWithoutHoldingThem(String what) throws Exception {
    assertEquals((long) DAYS * CELLS, Long.parseLong(write(what, DAYS).split(" ", -1)[0]));
  }

  @Test
  void everyValueOfTheDepartureIsTheClosedForm() throws Exception {
    double mean = (SHORT - 1) / 2.0;
    assertEquals(digest(t -> (t - mean) / 1024), write("departure", SHORT));
  }

  @Test
  void everyValueOfTheMonthlyAnomalyIsTheClosedForm() throws Exception {
    // The mean day of a month over n years of 360 days lies n - 1 half years after its first one.
    double later = (SHORT / 360 - 1) * 180;
    assertEquals(
        digest(t -> (t - (t % 360 / 30 * 30 + 14.5 + later)) / 1024), write("anomaly", SHORT));
  }

  @Test
  void whatCannotFitIsRefusedBeforeAnythingIsRead() {
    Field x = Dataset.open(LargeFieldProgram.location(DAYS)).field("v");
    try (Backend backend = LocalBackend.create(1)) {
      var refused = assertThrows(PlanException.class, () -> x.plus(1).compute(backend));
      assertTrue(refused.getMessage().contains("write"), refused.getMessage());
    }
  }

  @Test
  void planningAPetabyteIsLikePlanningAMegabyte() {
    try (Backend backend = LocalBackend.create(2)) {
      Field x =
          Dataset.open("virtual:constant?dims=i:13600000000,lat:96,lon:192&chunk=1,96,192")
              .field("v");
      Explanation plan = x.mean("i").explain(backend, RunOptions.DEFAULT.memory(64 << 20));
      assertTrue(plan.bytesToRead() >= 1_000_000_000_000_000L, plan.text());
      assertTrue(plan.peakMemory() <= 64 << 20, plan.text());
      assertTrue(plan.text().length() < 10_000, plan.text());
    }
  }

  private interface Series {
    double at(int t);
  }

  private static String digest(Series anomaly) {
    var dims = List.of(new Dim("time", SHORT), new Dim("cell", CELLS));
    NdArray all = NdArray.allocate(dims, DType.FLOAT32);
    for (int t = 0; t < SHORT; t++) {
      for (int c = 0; c < CELLS; c++) {
        all.set((long) t * CELLS + c, anomaly.at(t));
      }
    }
    Digest d = Digest.of(all);
    return d.count() + " " + Long.toHexString(d.hash());
  }

  private String write(String what, int days) throws Exception {
    return ChildJvm.run(LargeFieldProgram.class, "256m", 400, what, "" + days, folder.toString())
        .getFirst();
  }

  private static String asFloats(String two) {
    String[] words = two.split(" ", -1);
    return (float) Double.parseDouble(words[0]) + " " + (float) Double.parseDouble(words[1]);
  }
}
