package org.isobar;

import java.util.List;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileView;
import org.isobar.dataset.Providers;

/** The files that this process sees. */
final class LocalFiles implements FileView {
  static final FileView VIEW = new LocalFiles();

  private LocalFiles() {}

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public List<String> expand(String location) {
    return Locations.expand(location);
  }

  @Override
  public DatasetProvider recognising(String location) {
    return Providers.recognising(location);
  }
}
