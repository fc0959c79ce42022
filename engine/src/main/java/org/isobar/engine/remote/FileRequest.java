package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.wire.Blob;

/**
 * What a driver that does not see the files asks a member to do with them. Names are the driver's;
 * files that are written have the number of the request that began them.
 */
sealed interface FileRequest {
  /** The kinds, in the order of their numbers. */
  List<Class<?>> TYPES =
      List.of(
          Expand.class,
          Recognise.class,
          Inspect.class,
          Read.class,
          ReadText.class,
          Create.class,
          Write.class,
          WrittenElsewhere.class,
          WriteText.class,
          Commit.class,
          Close.class);

  /** The files that a path or glob means. */
  record Expand(String folder, String location) implements FileRequest {}

  /** The format of a file. */
  record Recognise(String folder, String location) implements FileRequest {}

  /** The header of a file. */
  record Inspect(String folder, String format, String location, Map<String, String> options)
      implements FileRequest {
    public Inspect {
      options = Map.copyOf(options);
    }
  }

  /** Values of a small variable. */
  record Read(
      String folder,
      String format,
      DatasetDescriptor.Part part,
      Map<String, String> options,
      String variable,
      Region region)
      implements FileRequest {
    public Read {
      options = Map.copyOf(options);
    }
  }

  /** Strings of a variable. */
  record ReadText(
      String folder,
      String format,
      DatasetDescriptor.Part part,
      Map<String, String> options,
      String variable)
      implements FileRequest {
    public ReadText {
      options = Map.copyOf(options);
    }
  }

  /** Begins a file, which the member coordinates from now on. */
  record Create(String folder, String format, Path target, FileSchema schema)
      implements FileRequest {}

  /**
   * Values of a region.
   *
   * @param narrow whether they are floats, because they lose nothing so; else doubles
   */
  record Write(long file, String variable, Region region, boolean narrow, Blob values)
      implements FileRequest {}

  /** Another process has stored a region in the file, or beside it. */
  record WrittenElsewhere(long file, String variable, Region region, StoredRegion stored)
      implements FileRequest {}

  /** Strings of a variable. */
  record WriteText(long file, String variable, List<String> values) implements FileRequest {
    public WriteText {
      values = List.copyOf(values);
    }
  }

  /** The file is whole. */
  record Commit(long file) implements FileRequest {}

  /** The file is not needed any more; without a commit it vanishes. */
  record Close(long file) implements FileRequest {}
}
