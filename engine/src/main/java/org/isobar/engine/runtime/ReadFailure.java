package org.isobar.engine.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.isobar.data.Region;

/** The operating system failed to read a region of a file; trying again may help. */
public final class ReadFailure extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private final String file;
  private final String region;

  ReadFailure(String file, String variable, Region region, IOException cause) {
    super(
        "reading variable '" + variable + "' " + region + " of " + file + ": " + cause.getMessage(),
        cause);
    this.file = file;
    this.region = region.toString();
  }

  public String file() {
    return file;
  }

  public String region() {
    return region;
  }
}
