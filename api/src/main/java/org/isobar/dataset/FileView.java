package org.isobar.dataset;

import java.util.List;

/** Files as somebody sees them: this process, or one elsewhere that reads and writes for it. */
public interface FileView {
  /** Whether these are the files of this process. */
  boolean isHere();

  /**
   * The files that a path, glob or URI means, sorted by name.
   *
   * @throws org.isobar.error.DatasetException if there is none
   */
  List<String> expand(String location);

  /**
   * What opens a file.
   *
   * @throws org.isobar.error.DatasetException if it is not of a known format
   */
  DatasetProvider recognising(String location);
}
