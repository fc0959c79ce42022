package org.isobar.samples;

import java.util.List;
import java.util.Map;
import org.isobar.Backend;
import org.isobar.Field;
import org.isobar.Result;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.time.Calendar;

/** Values that a program has itself take part like those of files, and come back as arrays. */
public final class InMemory {
  private InMemory() {}

  /** Heights of two places at three times, in metres; one of them was not measured. */
  public static Field heights() {
    NdArray values =
        NdArray.ofDoubles(
            List.of(new Dim("time", 3), new Dim("place", 2)), 1, 10, 2, Double.NaN, 6, 30);
    Coordinate time =
        Coordinate.ofTime(
            "time", new double[] {0, 1, 2}, "days since 2001-01-01", Calendar.STANDARD);
    Coordinate place = Coordinate.ofLabels("place", List.of("Hill", "Peak"), Attributes.NONE);
    return Field.of("height", values, "m", Map.of("time", time, "place", place));
  }

  /** Means over time in kilometres; missing values are left out. */
  public static Field meanInKilometres(Field heights) {
    return heights.mean("time").to("km");
  }

  /** Prints the mean of each place. */
  public static void main(String[] args) {
    try (Backend backend = LocalBackend.create()) {
      Result mean = meanInKilometres(heights()).compute(backend);
      System.out.print(mean.toCsv());
    }
  }
}
