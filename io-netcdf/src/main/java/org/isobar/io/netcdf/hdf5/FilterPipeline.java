package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The filters that chunks pass through when they are written, in that order. */
record FilterPipeline(List<Filter> filters) {
  static final FilterPipeline NONE = new FilterPipeline(List.of());

  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;
  static final int FLETCHER32 = 3;

  /**
   * One filter.
   *
   * @param id registered number
   * @param name name in the file, may be empty
   * @param parameter first parameter, 0 if there is none: the size of an element for shuffle
   */
  record Filter(int id, String name, int parameter) {
    boolean supported() {
      return id == DEFLATE || id == SHUFFLE || id == FLETCHER32;
    }

    /** Such as {@code szip} or {@code zstd (32015)}. */
    String describe() {
      String known =
          switch (id) {
            case DEFLATE -> "deflate";
            case SHUFFLE -> "shuffle";
            case FLETCHER32 -> "fletcher32";
            case 4 -> "szip";
            case 5 -> "nbit";
            case 6 -> "scaleoffset";
            case 307 -> "bzip2";
            case 32000 -> "lzf";
            case 32001 -> "blosc";
            case 32004 -> "lz4";
            case 32008 -> "bitshuffle";
            case 32013 -> "zfp";
            case 32015 -> "zstd";
            case 32026 -> "blosc2";
            default -> name.toLowerCase(Locale.ROOT);
          };
      boolean telling = id < 256 && !known.isEmpty();
      return telling ? known : (known + " (" + id + ")").strip();
    }
  }

  FilterPipeline {
    filters = List.copyOf(filters);
  }

  static FilterPipeline parse(Cursor c) {
    int version = c.version(1, 2);
    int count = c.u8();
    if (version == 1) {
      c.skip(6);
    }
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = c.u16();
      int nameLength = version == 1 || id >= 256 ? c.u16() : 0;
      c.u16(); // whether the filter may be left out when writing
      int values = c.u16();
      String name = c.text(version == 1 ? (nameLength + 7L & ~7L) : nameLength);
      int parameter = values > 0 ? c.i32() : 0;
      c.skip(4L * Math.max(0, values - 1));
      if (version == 1 && values % 2 != 0) {
        c.skip(4);
      }
      filters.add(new Filter(id, name, parameter));
    }
    return new FilterPipeline(filters);
  }

  /** Why data behind this pipeline cannot be read: the unsupported filters' names. */
  Optional<String> unsupported() {
    String names =
        filters.stream()
            .filter(f -> !f.supported())
            .map(Filter::describe)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of("it is stored with filter " + names);
  }
}
