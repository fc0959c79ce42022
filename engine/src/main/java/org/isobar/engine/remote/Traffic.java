package org.isobar.engine.remote;

/**
 * What a driver said to its members and heard of them since it began, signs of life included.
 *
 * @param ranges ranges of tasks that were lent
 * @param framesOut frames to members
 * @param bytesOut bytes of these frames, without what a backend puts around them
 * @param framesIn frames of members
 * @param bytesIn bytes of these frames
 * @param combined tiles that members folded whole among themselves; 0 where partials come to the
 *     driver
 */
public record Traffic(
    long ranges, long framesOut, long bytesOut, long framesIn, long bytesIn, long combined) {
  /** What came since an earlier moment. */
  public Traffic since(Traffic before) {
    return new Traffic(
        ranges - before.ranges,
        framesOut - before.framesOut,
        bytesOut - before.bytesOut,
        framesIn - before.framesIn,
        bytesIn - before.bytesIn,
        combined - before.combined);
  }
}
