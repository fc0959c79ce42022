package org.isobar.cli.demo;

import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.Weights;
import org.isobar.coord.Axis;
import org.isobar.time.By;
import org.isobar.time.TimeRange;

/**
 * The years that warming is measured against.
 *
 * @param source the run that they are of: the warming run itself, or the historical one it
 *     continues
 */
record Baseline(RunField source, int firstYear, int lastYear) {
  /** Used where the data have them: the baseline of the fifth assessment report of the IPCC. */
  static final int FIRST_YEAR = 1986;

  static final int LAST_YEAR = 2005;

  /**
   * The usual years of the run itself, or else of another of the same model, the historical one
   * first; or else the first half of the run's own years, at most twenty.
   */
  static Baseline choose(RunField run, List<RunField> ofModel) {
    if (run.covers(FIRST_YEAR, LAST_YEAR)) {
      return new Baseline(run, FIRST_YEAR, LAST_YEAR);
    }
    for (RunField other : ofModel) {
      if (other.run().isHistorical()
          && other.run().variable().equals(run.run().variable())
          && other.covers(FIRST_YEAR, LAST_YEAR)) {
        return new Baseline(other, FIRST_YEAR, LAST_YEAR);
      }
    }
    int count = Math.clamp(run.years().size() / 2, 1, LAST_YEAR - FIRST_YEAR + 1);
    return new Baseline(run, run.firstYear(), run.years().get(count - 1));
  }

  /** What a reader of the table has to know of the choice. */
  Optional<String> remark(RunField run) {
    if (firstYear != FIRST_YEAR || lastYear != LAST_YEAR) {
      return Optional.of(
          run.run().name()
              + ": no files cover "
              + Warming.span(FIRST_YEAR, LAST_YEAR)
              + ", so the baseline is "
              + years());
    }
    return run.equals(source)
        ? Optional.empty()
        : Optional.of(run.run().name() + ": the baseline is of " + source.run().name());
  }

  String years() {
    return Warming.span(firstYear, lastYear);
  }

  TimeRange range() {
    return TimeRange.of(Integer.toString(firstYear), Integer.toString(lastYear));
  }

  /** The area mean over all of the baseline's time; one value. */
  Field mean() {
    return within().areaMean().weighted(Weights.timeLength()).mean(Axis.T);
  }

  /** A run's field minus this baseline's mean of the same month of the year. */
  Field anomaly(RunField run) {
    if (run.equals(source)) {
      return run.field().groupBy(By.MONTH_OF_YEAR).anomaly(range());
    }
    Field climatology = within().groupBy(By.MONTH_OF_YEAR).mean();
    return run.field().groupBy(By.MONTH_OF_YEAR).minus(climatology);
  }

  private Field within() {
    return source.field().time(range().from(), range().to());
  }
}
