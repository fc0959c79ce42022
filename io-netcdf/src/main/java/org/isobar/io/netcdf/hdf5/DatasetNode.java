package org.isobar.io.netcdf.hdf5;

import java.util.Map;
import java.util.Optional;

/**
 * A dataset as it stands in the file, before NetCDF's rules are applied.
 *
 * @param group path of its group, empty for the root
 * @param name link name
 * @param address of its object header: what references point to
 * @param problem why its values cannot be read, apart from its filters
 */
record DatasetNode(
    String group,
    String name,
    long address,
    Datatype type,
    Dataspace space,
    Layout layout,
    FilterPipeline filters,
    FillValue fill,
    Map<String, RawAttribute> attributes,
    Optional<String> problem) {

  static boolean isDataset(ObjectHeader h) {
    return h.has(Message.DATATYPE) && h.has(Message.DATASPACE) && h.has(Message.LAYOUT);
  }

  static DatasetNode read(ObjectAttributes attributes, String group, String name, ObjectHeader h) {
    Layout layout = Layout.parse(h.find(Message.LAYOUT).orElseThrow());
    Optional<String> problem = Optional.empty();
    if (h.has(Message.EXTERNAL_FILES)) {
      problem = Optional.of("its values lie in external files");
    } else if (layout instanceof Layout.Virtual) {
      problem = Optional.of("it is a virtual dataset, pieced together from others");
    }
    return new DatasetNode(
        group,
        name,
        h.address(),
        Datatype.parse(h.find(Message.DATATYPE).orElseThrow()),
        Dataspace.parse(h.find(Message.DATASPACE).orElseThrow()),
        layout,
        h.find(Message.FILTERS).map(FilterPipeline::parse).orElse(FilterPipeline.NONE),
        fill(h),
        attributes.of(h),
        problem);
  }

  private static FillValue fill(ObjectHeader h) {
    return h.find(Message.FILL)
        .map(FillValue::parse)
        .or(() -> h.find(Message.FILL_OLD).map(FillValue::parseOld))
        .orElse(FillValue.ZERO);
  }
}
