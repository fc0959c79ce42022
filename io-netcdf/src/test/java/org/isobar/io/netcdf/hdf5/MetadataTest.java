package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.junit.jupiter.api.Test;

class MetadataTest {

  private static VariableMetadata variable(FileMetadata metadata, String path) {
    return metadata.variable(path).orElseThrow();
  }

  private static Attributes attributes(String file, String variable) {
    return variable(Fixtures.inspect(file), variable).attributes();
  }

  @Test
  void listsDimensionsAndVariablesInFileOrder() {
    FileMetadata m = Fixtures.inspect("storage.nc");
    assertEquals(
        List.of(new FileDim("t", 7, true), new FileDim("y", 5, false), new FileDim("x", 6, false)),
        m.dims());
    assertEquals(
        List.of("deflate_shuffle", "deflate", "shuffle2"),
        m.variables().stream().limit(3).map(VariableMetadata::path).toList());
    assertEquals("storage", m.attributes().text("title").orElseThrow());
    assertEquals(1, m.attributes().names().size());
    assertEquals(Fixtures.file("storage.nc").fingerprint(), m.fingerprint());
  }

  @Test
  void tellsStorage() {
    FileMetadata m = Fixtures.inspect("storage.nc");
    VariableMetadata v = variable(m, "deflate_shuffle");
    assertEquals(Optional.of(LongList.of(2, 3, 4)), v.chunk());
    assertTrue(v.compressed());
    assertEquals(List.of("t", "y", "x"), v.dims());
    assertEquals(new VariableType.Numeric(DType.FLOAT32), v.type());
    assertFalse(variable(m, "plain_chunks").compressed());
    assertEquals(Optional.empty(), variable(m, "contiguous").chunk());
    assertEquals(new VariableType.Numeric(DType.UINT64), variable(m, "u8").type());
    assertEquals(List.of(), variable(m, "scalar").dims());
    assertTrue(m.variables().stream().allMatch(o -> o.unreadable().isEmpty()));
  }

  @Test
  void tellsTheClassicModel() {
    assertEquals(FileFormat.NC4, Fixtures.inspect("storage.nc").format());
    assertEquals(FileFormat.NC4C, Fixtures.inspect("classic-model.nc").format());
    assertEquals(List.of(), List.copyOf(Fixtures.inspect("classic-model.nc").attributes().names()));
  }

  @Test
  void hidesWhatTheFormatKeepsForItself() {
    assertEquals(List.of(), List.copyOf(attributes("storage.nc", "deflate").names()));
    assertEquals(List.of(), List.copyOf(attributes("coordinates.nc", "lat").names()));
    assertEquals(
        List.of("_FillValue", "scale_factor", "add_offset"),
        List.copyOf(attributes("storage.nc", "packed").names()));
  }

  @Test
  void readsNumericAttributesOfEveryType() {
    Attributes a = attributes("types.nc", "v");
    for (DType t : DType.values()) {
      String name = "a_" + (t.floating() ? "f" : t.signed() ? "i" : "u") + t.bytes();
      assertArrayEquals(new double[] {1, 100, 2}, a.numbers(name), name);
      DType found =
          switch (a.get(name).orElseThrow()) {
            case AttributeValue.Numbers n -> n.type();
            case AttributeValue.Longs n -> n.type();
            case AttributeValue.Text x -> throw new AssertionError(x);
            case AttributeValue.Texts x -> throw new AssertionError(x);
          };
      assertEquals(t, found);
    }
    assertEquals(
        new AttributeValue.Numbers(DType.INT32, List.of(-5.0)), a.get("one").orElseThrow());
    assertEquals(
        new AttributeValue.Longs(DType.INT64, List.of(Long.MIN_VALUE)),
        a.get("min_i8").orElseThrow());
    assertEquals(
        new AttributeValue.Longs(DType.UINT64, List.of(-1L)), a.get("max_u8").orElseThrow());
  }

  @Test
  void readsTextAttributes() {
    Attributes a = attributes("types.nc", "v");
    assertEquals(new AttributeValue.Text("plain text"), a.get("text").orElseThrow());
    assertEquals(new AttributeValue.Text("größer als α"), a.get("utf8").orElseThrow());
    assertEquals(new AttributeValue.Text(""), a.get("empty").orElseThrow());
    assertEquals(new AttributeValue.Text("a string"), a.get("string").orElseThrow());
    assertEquals(
        new AttributeValue.Texts(List.of("red", "green", "blue")),
        a.get("string_list").orElseThrow());
    Attributes old = Fixtures.inspect("old.h5").attributes();
    assertEquals("after a user block", old.text("note").orElseThrow());
    assertEquals("fixed length", old.text("fixed").orElseThrow());
    assertEquals(1, old.number("flag").orElseThrow());
  }

  @Test
  void readsAttributesAndLinksInDenseStorage() {
    FileMetadata m = Fixtures.inspect("many.nc");
    assertEquals(
        IntStream.range(0, 60).mapToObj(i -> "global_%02d".formatted(59 - i)).toList(),
        List.copyOf(m.attributes().names()));
    assertEquals(7, m.attributes().number("global_52").orElseThrow());
    assertEquals(
        IntStream.range(0, 40).mapToObj(i -> "v_%02d".formatted(39 - i)).toList(),
        m.variables().stream().map(VariableMetadata::path).toList());
    Attributes a = variable(m, "v_00").attributes();
    assertEquals(31, a.names().size());
    assertEquals("value 29", a.text("att_00").orElseThrow());
    assertEquals("0123456789".repeat(7000), a.text("history").orElseThrow());
    FileMetadata recent = Fixtures.inspect("recent.h5");
    assertTrue(recent.variable("dense/d17").isPresent());
  }

  @Test
  void tellsTypes() {
    FileMetadata m = Fixtures.inspect("types.nc");
    assertEquals(new VariableType.Strings(), variable(m, "strings").type());
    assertEquals(new VariableType.Chars(), variable(m, "chars").type());
    assertEquals(List.of("n", "len"), variable(m, "chars").dims());
    assertEquals(new VariableType.Numeric(DType.INT16), variable(m, "clouds").type());
    assertEquals(new VariableType.Other("compound"), variable(m, "wind").type());
    assertEquals(new VariableType.Other("variable-length array"), variable(m, "ragged").type());
    assertTrue(variable(m, "wind").unreadable().orElseThrow().contains("compound"));
    FileMetadata old = Fixtures.inspect("old.h5");
    assertEquals(new VariableType.Strings(), variable(old, "fixed").type());
    assertEquals(new VariableType.Other("opaque"), variable(old, "opaque").type());
    assertEquals(new VariableType.Other("reference"), variable(old, "ref").type());
    assertTrue(variable(old, "half").unreadable().orElseThrow().contains("16 bits"));
  }

  @Test
  void namesTheVariablesOfGroupsByPath() {
    FileMetadata m = Fixtures.inspect("groups.nc");
    assertEquals(
        List.of("v", "g/v", "h/v", "h/w", "h/x", "h/k/v"),
        m.variables().stream().map(VariableMetadata::path).toList());
    assertEquals(List.of("x"), variable(m, "v").dims());
    assertEquals(List.of("g/y", "x"), variable(m, "g/v").dims());
    assertEquals(List.of("h/y", "h/x"), variable(m, "h/v").dims());
    assertEquals(List.of("same"), variable(m, "h/w").dims());
    assertEquals(List.of("h/y", "same"), variable(m, "h/k/v").dims());
    assertEquals(Optional.of(new FileDim("h/x", 5, false)), m.dim("h/x"));
    assertEquals(Optional.of(new FileDim("same", 2, false)), m.dim("same"));
  }

  @Test
  void findsTheDimensionsOfCoordinates() {
    FileMetadata m = Fixtures.inspect("coordinates.nc");
    assertEquals(List.of("time", "len"), variable(m, "time").dims());
    assertEquals(List.of("lat"), variable(m, "lat").dims());
    assertEquals(List.of("time", "lat", "other"), variable(m, "v").dims());
    assertEquals(List.of("lat", "lat"), variable(m, "square").dims());
    assertEquals(List.of("lat"), variable(m, "clash").dims());
    assertEquals(
        List.of("time", "len", "other", "lat", "clash"),
        m.dims().stream().map(FileDim::name).toList());
  }

  @Test
  void growsUnlimitedDimensionsToTheLongestVariable() {
    FileMetadata m = Fixtures.inspect("unlimited.nc");
    assertEquals(
        List.of(new FileDim("t", 5, true), new FileDim("s", 4, true), new FileDim("x", 3, false)),
        m.dims());
  }

  @Test
  void namesDimensionsThatPlainHdf5DoesNotName() {
    FileMetadata m = Fixtures.inspect("sparse.h5");
    List<String> dims = variable(m, "fill7").dims();
    assertEquals(dims, variable(m, "zero").dims());
    assertEquals(6, m.dim(dims.get(0)).orElseThrow().size());
    assertEquals(4, m.dim(dims.get(1)).orElseThrow().size());
    FileMetadata square = Fixtures.inspect("unsupported.h5");
    assertEquals(2, variable(square, "good").dims().stream().distinct().count());
  }

  @Test
  void listsWhatCannotBeRead() {
    FileMetadata m = Fixtures.inspect("unsupported.h5");
    assertTrue(variable(m, "good").unreadable().isEmpty());
    assertTrue(variable(m, "szip").unreadable().orElseThrow().contains("szip"));
    assertTrue(variable(m, "lzf").unreadable().orElseThrow().contains("lzf"));
    assertTrue(variable(m, "scaleoffset").unreadable().orElseThrow().contains("scaleoffset"));
    assertTrue(variable(m, "zstd").unreadable().orElseThrow().contains("zstd (32015)"));
    assertTrue(variable(m, "external").unreadable().orElseThrow().contains("external files"));
    assertTrue(variable(m, "virtual").unreadable().orElseThrow().contains("virtual"));
    assertTrue(
        variable(Fixtures.inspect("old.h5"), "outside")
            .unreadable()
            .orElseThrow()
            .contains("'/data' in file 'elsewhere.h5'"));
  }
}
