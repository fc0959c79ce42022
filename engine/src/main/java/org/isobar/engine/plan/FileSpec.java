package org.isobar.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.dataset.FileSchema;

/** A file that the plan writes. */
public record FileSpec(
    Path path, String provider, FileSchema schema, Map<String, List<String>> texts) {
  public FileSpec {
    texts = Map.copyOf(texts);
  }
}
