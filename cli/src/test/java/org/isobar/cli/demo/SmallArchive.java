package org.isobar.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isobar.time.Calendar;

/** An archive like the standard one, but with tiny grids and few years. */
final class SmallArchive {
  static final Model NOLEAP =
      new Model("GALE-1", Calendar.NOLEAP, Grid.gaussian(4, 8), new Climate(0, 1, 3), 1850);
  static final Model DAY_360 =
      new Model("LULL-2", Calendar.DAY_360, Grid.regular(5, 6), new Climate(1, 0.5, 4), 1859);
  static final Experiment HISTORICAL =
      new Experiment("historical", "historical", "N/A", 1984, 2005);
  static final Experiment RCP85 = new Experiment("rcp85", "RCP8.5", "historical", 2006, 2017);

  private SmallArchive() {}

  /** Both models, two years of one experiment and one of the other: four files. */
  static Archive ofThreeYears(Path folder) {
    return new Archive(
        folder,
        Archive.files(
            List.of(NOLEAP, DAY_360),
            List.of(
                new Experiment("historical", "historical", "N/A", 2004, 2005),
                new Experiment("rcp85", "RCP8.5", "historical", 2006, 2006))));
  }

  /** Both models, all years: ten files. */
  static Archive in(Path folder) {
    return new Archive(folder, Archive.files(List.of(NOLEAP, DAY_360), List.of(HISTORICAL, RCP85)));
  }

  /** A line whose words are lost. */
  static ProgressLine silent() {
    return new ProgressLine(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
  }
}
