/**
 * Time as climate archives have it: six calendars, time axes counted from a date, ranges, seasons
 * and periods.
 *
 * <p>Instants are {@code long} microseconds since 1970-01-01T00:00 <em>of their calendar</em>; the
 * same number means different dates in different calendars, so instants of unlike calendars are
 * never compared.
 */
@NullMarked
package org.isobar.time;

import org.jspecify.annotations.NullMarked;
