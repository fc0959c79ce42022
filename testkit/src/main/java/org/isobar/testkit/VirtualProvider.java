package org.isobar.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.error.DatasetException;

/**
 * Datasets of any size whose values are computed ({@link VirtualDataset}), and files of any size
 * that keep no more than a digest of what was written ({@link Digest}).
 */
public final class VirtualProvider implements DatasetProvider {
  /** Name in descriptors. */
  public static final String FORMAT = "virtual";

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public boolean recognises(String location) {
    return location.startsWith(VirtualDataset.SCHEME);
  }

  @Override
  public FileMetadata inspect(String location, Map<String, String> options) {
    return VirtualDataset.parse(location).metadata();
  }

  @Override
  public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
    VirtualDataset set = VirtualDataset.parse(part.location());
    ReadHook hook = ReadHook.Installed.find(set.options().getOrDefault("hook", ""));
    hook.opening(part.location());
    Fingerprint now = set.metadata().fingerprint();
    if (!now.equals(part.fingerprint())) {
      throw new DatasetException(
          part.location()
              + " has changed: it was "
              + part.fingerprint()
              + " when it was opened and is "
              + now
              + "; open the dataset again");
    }
    return new VirtualReader(part.location(), hook);
  }

  @Override
  public Set<FileFormat> writable() {
    return Set.of(FileFormat.VIRTUAL);
  }

  @Override
  public BlockWriter create(Path target, FileSchema schema) {
    return new DigestWriter(target, schema);
  }
}
