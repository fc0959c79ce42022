package org.isobar.io.netcdf.nc4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.storage.AttributeTypes;
import org.isobar.io.netcdf.storage.PartFile;

/**
 * Writes what describes the data behind them: heap, strings, chunk indexes, object headers; and the
 * superblock before them. Everything is encoded twice, first without addresses to learn its size.
 */
final class Metadata {
  static final int SUPERBLOCK_BYTES = 48;

  private static final String PROPERTIES = "version=2,isobar=0.1";
  private static final String NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable.";

  private final FileModel model;
  private final Map<String, List<String>> strings;
  private final List<Optional<ChunkPlaces>> places;
  private final AttributeEncoder attributes;
  private final long[] objects;
  private final long[] data;

  /**
   * @param strings values of string variables by name
   * @param begins addresses of variables that lie in one piece, by number; others are not looked at
   * @param places where the chunks of variables lie, by number; empty for those in one piece and
   *     for strings
   */
  Metadata(
      String file,
      FileModel model,
      Map<String, List<String>> strings,
      long[] begins,
      List<Optional<ChunkPlaces>> places) {
    this.model = model;
    this.strings = strings;
    this.places = places;
    this.attributes = new AttributeEncoder(file, model.classicModel());
    this.objects = new long[model.objects()];
    this.data = begins.clone();
  }

  /** All pieces, encoded with the addresses known so far. */
  private record Encoded(Bytes heap, List<Bytes> strings, List<Bytes> headers, Bytes root) {}

  /** Writes all metadata behind an address, and the superblock; the size of the file. */
  long write(PartFile file, long behind) {
    Encoded sizes = encode(0);
    long heap = align(behind);
    long at = heap + sizes.heap.size();
    List<ChunkTree> trees = new ArrayList<>();
    long[] stringsAt = new long[data.length];
    for (int v = 0; v < data.length; v++) {
      ModelVariable variable = model.variables().get(v);
      stringsAt[v] = at;
      if (variable.strings()) {
        data[v] = at;
        at += sizes.strings.get(v).size();
      }
      ChunkTree tree = tree(v, stringsAt[v]);
      trees.add(tree);
      if (variable.chunked()) {
        data[v] = tree.bytes() == 0 ? Bytes.UNDEFINED : at;
        at = align(at + tree.bytes());
      }
    }
    for (int o = 0; o < objects.length; o++) {
      objects[o] = at;
      at = align(at + sizes.headers.get(o).size());
    }
    long root = at;
    Encoded all = encode(heap);
    put(file, all.heap, heap);
    for (int v = 0; v < data.length; v++) {
      put(file, all.strings.get(v), stringsAt[v]);
      trees.get(v).write(file, data[v]);
    }
    for (int o = 0; o < objects.length; o++) {
      put(file, all.headers.get(o), objects[o]);
    }
    put(file, all.root, root);
    long end = root + all.root.size();
    put(file, superblock(root, end), 0);
    return end;
  }

  /** The index of a variable's chunks; without nodes if it has none. */
  private ChunkTree tree(int v, long stringsAt) {
    ModelVariable variable = model.variables().get(v);
    if (!variable.chunked()) {
      return new ChunkTree(
          new ChunkGrid(new long[] {0}, new long[] {1}), new ChunkPlaces.Regular(0, 0));
    }
    long bytes = variable.cells() * variable.valueBytes();
    return new ChunkTree(
        variable.grid(), places.get(v).orElse(new ChunkPlaces.Regular(stringsAt, bytes)));
  }

  private static long align(long at) {
    return Math.ceilDiv(at, 8) * 8;
  }

  private static void put(PartFile file, Bytes bytes, long at) {
    file.write(bytes.toArray(), 0, bytes.size(), at);
  }

  private static Bytes superblock(long root, long end) {
    return new Bytes()
        .u8(0x89)
        .ascii("HDF\r\n\u001a\n")
        .u8(2)
        .u8(8)
        .u8(8)
        .u8(0)
        .u64(0)
        .u64(Bytes.UNDEFINED)
        .u64(end)
        .u64(root)
        .checksum();
  }

  private Encoded encode(long heapAt) {
    GlobalHeap heap = new GlobalHeap(heapAt);
    List<Bytes> texts = new ArrayList<>();
    for (ModelVariable v : model.variables()) {
      List<String> values = v.strings() ? strings.getOrDefault(v.name(), List.of()) : List.of();
      texts.add(AttributeEncoder.references(values, heap));
    }
    List<Bytes> headers = new ArrayList<>();
    for (int d : model.bareDimensions()) {
      headers.add(dimension(d));
    }
    for (int v = 0; v < model.variables().size(); v++) {
      headers.add(variable(v, heap));
    }
    Bytes root = root(heap);
    return new Encoded(heap.bytes(), texts, headers, root);
  }

  private Bytes root(GlobalHeap heap) {
    Attributes own = model.schema().attributes();
    HeaderBlock header =
        new HeaderBlock()
            .add(Messages.LINK_INFO, Messages.linkInfo(objects.length))
            .addConstant(Messages.GROUP_INFO, Messages.groupInfo())
            .addAttributeInfo(own.names().size() + (model.classicModel() ? 2 : 1));
    for (int o = 0; o < objects.length; o++) {
      header.add(Messages.LINK, Messages.link(link(o), o, objects[o]));
    }
    header.addAttribute(
        AttributeEncoder.fixed(
            "_NCProperties", PROPERTIES.getBytes(StandardCharsets.US_ASCII), false));
    if (model.classicModel()) {
      header.addAttribute(number("_nc3_strict", 1));
    }
    attributes.addAll(own, "", heap, header);
    return header.bytes();
  }

  private String link(int object) {
    int bare = model.bareDimensions().size();
    return object < bare
        ? model.schema().dims().get(model.bareDimensions().get(object)).name()
        : model.variables().get(object - bare).link();
  }

  private static EncodedAttribute number(String name, int value) {
    return new EncodedAttribute(
        name, Types.number(DType.INT32), Messages.scalar(), new Bytes().u32(value));
  }

  /** A dataset without values that stands for a dimension without a coordinate variable. */
  private Bytes dimension(int d) {
    FileDim dim = model.schema().dims().get(d);
    boolean grows = dim.unlimited();
    List<EncodedAttribute> all =
        scale(d, String.format(Locale.ROOT, "%s%10d", NO_VARIABLE, dim.size()));
    HeaderBlock header =
        new HeaderBlock()
            .add(
                Messages.DATASPACE,
                Messages.space(
                    new long[] {dim.size()}, new long[] {grows ? Bytes.UNDEFINED : dim.size()}))
            .addConstant(Messages.DATATYPE, Types.placeholder())
            .addConstant(Messages.FILL, Messages.fill(grows, new byte[0]))
            .add(
                Messages.LAYOUT,
                grows
                    ? Messages.chunked(Bytes.UNDEFINED, new long[] {1}, 4)
                    : Messages.contiguous(Bytes.UNDEFINED, 4 * dim.size()))
            .addAttributeInfo(all.size());
    all.forEach(header::addAttribute);
    return header.bytes();
  }

  /** The attributes of a dimension scale. */
  private List<EncodedAttribute> scale(int dim, String name) {
    List<EncodedAttribute> out = new ArrayList<>();
    out.add(AttributeEncoder.fixed("CLASS", ascii("DIMENSION_SCALE\0"), false));
    byte[] utf8 = (name + "\0").getBytes(StandardCharsets.UTF_8);
    out.add(AttributeEncoder.fixed("NAME", utf8, !Messages.ascii(name)));
    out.add(number("_Netcdf4Dimid", dim));
    referenceList(dim).ifPresent(out::add);
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Who uses a dimension; left out where a message cannot hold it, readers do not need it. */
  private Optional<EncodedAttribute> referenceList(int dim) {
    Bytes users = new Bytes();
    for (int v = 0; v < model.variables().size(); v++) {
      ModelVariable variable = model.variables().get(v);
      for (int i = 0; i < variable.dims().length && !variable.scale(); i++) {
        if (variable.dims()[i] == dim) {
          users.u64(objects[model.object(v)]).u32(i).u32(0);
        }
      }
    }
    boolean fits = users.size() > 0 && users.size() < HeaderBlock.LARGEST_MESSAGE - 256;
    return fits
        ? Optional.of(
            new EncodedAttribute(
                "REFERENCE_LIST",
                Types.listEntry(),
                Messages.space(users.size() / Types.LIST_ENTRY_BYTES),
                users))
        : Optional.empty();
  }

  private Bytes variable(int number, GlobalHeap heap) {
    ModelVariable v = model.variables().get(number);
    List<EncodedAttribute> internal = new ArrayList<>();
    if (v.scale()) {
      internal.addAll(scale(v.dims()[0], v.name()));
      if (v.dims().length > 1) {
        internal.add(dimids(v));
      }
    } else if (v.dims().length > 0) {
      internal.add(dimensionList(v, heap));
    }
    Attributes own = attributes(v);
    HeaderBlock header =
        new HeaderBlock()
            .add(Messages.DATASPACE, Messages.space(v.shape(), v.max()))
            .addConstant(Messages.DATATYPE, v.type())
            .addConstant(Messages.FILL, Messages.fill(v.chunked(), v.fill()));
    header.add(Messages.LAYOUT, layout(number, v));
    if (v.storage().deflate() > 0) {
      header.addConstant(Messages.FILTERS, Messages.filters(v.valueBytes(), v.storage().deflate()));
    }
    header.addAttributeInfo(internal.size() + own.names().size());
    internal.forEach(header::addAttribute);
    attributes.addAll(own, " of variable '" + v.name() + "'", heap, header);
    return header.bytes();
  }

  private static Attributes attributes(ModelVariable v) {
    Attributes own = v.metadata().attributes();
    return v.metadata().type() instanceof VariableType.Numeric n
        ? AttributeTypes.withTypedFill(own, n.type())
        : own;
  }

  private Bytes layout(int number, ModelVariable v) {
    return v.chunked()
        ? Messages.chunked(data[number], v.grid().chunk(), v.valueBytes())
        : Messages.contiguous(data[number], v.cells() * v.valueBytes());
  }

  /** Dimensions of a coordinate variable with several, which a scale cannot refer to. */
  private static EncodedAttribute dimids(ModelVariable v) {
    Bytes ids = new Bytes();
    Arrays.stream(v.dims()).forEach(ids::u32);
    return new EncodedAttribute(
        "_Netcdf4Coordinates", Types.number(DType.INT32), Messages.space(v.dims().length), ids);
  }

  private EncodedAttribute dimensionList(ModelVariable v, GlobalHeap heap) {
    Bytes list = new Bytes();
    for (int d : v.dims()) {
      list.raw(heap.add(new Bytes().u64(objects[model.scale(d)]).toArray(), 1));
    }
    return new EncodedAttribute(
        "DIMENSION_LIST", Types.references(), Messages.space(v.dims().length), list);
  }
}
