package org.isobar.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.LongList;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableRef;
import org.isobar.dataset.VariableType;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.planner.Planner;
import org.isobar.error.BackendException;
import org.isobar.error.PlanException;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class KryoWireTest {
  private static final KryoWire WIRE = KryoWire.of(List.of());
  private static final Dim TIME = new Dim("time", 3650);
  private static final Dim LAT = new Dim("lat", 64);
  private static final Dim LON = new Dim("lon", 128);

  private static Read read(String file) {
    DatasetDescriptor set =
        DatasetDescriptor.ofFile(
            "netcdf", file, new Fingerprint(1L << 40, 1_700_000_000_123L, -5), Map.of("a", "b"));
    return new Read(
        new VariableRef(
            set,
            "group/tas",
            List.of(TIME, LAT, LON),
            DType.INT16,
            DType.FLOAT32,
            Unit.parse("K"),
            LongList.of(1, 64, 128),
            true));
  }

  private static Object round(Object value) {
    Encoded e = WIRE.encode(value);
    return WIRE.decode(e.body(), Attachments.of(e.attachments()));
  }

  private static Plan plan(Expr... exprs) {
    List<Request.Output> outputs = new ArrayList<>();
    for (Expr e : exprs) {
      outputs.add(new Request.ToMemory(e));
    }
    return new Planner(Kernels.load()).plan(new Request(outputs, RunOptions.DEFAULT), 1L << 30, 2);
  }

  private static Expr anomaly() {
    Read x = read("/a/b.nc");
    int[] months = new int[3650];
    Arrays.setAll(months, t -> t / 30 % 12);
    Expr climatology =
        new GroupReduce(
            new Mean(),
            x,
            "time",
            new Dim("month", 12),
            Indices.of(months),
            Optional.empty(),
            MissingRule.SKIP);
    Expr spread = new Take(climatology, "month", Indices.of(months), TIME);
    Expr difference = org.isobar.expr.Map.of(Arithmetic.SUBTRACT, x, spread);
    double[] weights = new double[64];
    Arrays.setAll(weights, y -> 1.0 / (y + 1));
    Expr w = new Constant(NdArray.ofDoubles(List.of(LAT), weights), Unit.ONE);
    return new Reduce(
        new Std(1), difference, Set.of("lat", "lon"), Optional.of(w), new MissingRule(false, 7));
  }

  /** One of each node. */
  static List<Expr> nodes() {
    Read x = read("/a.nc");
    Select part =
        new Select(
            x,
            Region.of(new long[] {5, 0, 3}, new long[] {10, 64, 1}, new long[] {7, 1, 1}),
            List.of(false, false, true));
    return List.of(
        x,
        Constant.of(-0.0, Unit.parse("m s-1")),
        new Constant(NdArray.ofFloats(List.of(new Dim("x", 2)), 1f, Float.NaN), Unit.NONE),
        part,
        new Take(x, "lat", Indices.of(3, -1, 3), new Dim("station", 3)),
        org.isobar.expr.Map.of(Elementary.SQUARE, part),
        org.isobar.expr.Map.of(new Relabel(Unit.parse("furlong per fortnight")), part),
        new Concat("time", List.of(part, part)),
        anomaly());
  }

  @Test
  void everyNodeComesBackAsItWas() {
    for (Expr e : nodes()) {
      assertEquals(e, round(e));
      assertEquals(e.unit(), ((Expr) round(e)).unit());
    }
  }

  @Test
  void plansComeBackAsTheyWere() {
    Plan plan = plan(anomaly(), read("/other.nc"));
    assertEquals(plan, round(plan));
  }

  @Test
  void headersComeBackAsTheyWere() {
    VariableMetadata v =
        new VariableMetadata(
            "a/b",
            List.of("x"),
            new VariableType.Numeric(DType.UINT64),
            Attributes.NONE
                .with("units", "µm")
                .with("z", DType.INT16, 1, -0.0, Double.NaN)
                .with("s", new AttributeValue.Texts(List.of("", "two")))
                .with("l", new AttributeValue.Longs(DType.INT64, List.of(Long.MIN_VALUE))),
            Optional.of(LongList.of(4)),
            true,
            Optional.of("szip"));
    List<VariableMetadata> variables =
        List.of(
            v,
            VariableMetadata.of("c", List.of(), new VariableType.Chars(), Attributes.NONE),
            VariableMetadata.of("d", List.of(), new VariableType.Strings(), Attributes.NONE),
            VariableMetadata.of("e", List.of(), new VariableType.Other("opaque"), Attributes.NONE));
    List<FileDim> dims = List.of(new FileDim("x", 9, true));
    FileSchema schema =
        new FileSchema(
            FileFormat.NC4C, dims, variables, Attributes.NONE, new Storage(3, Map.of("x", 2L)));
    FileSchema back = assertInstanceOf(FileSchema.class, round(schema));
    assertEquals(schema, back);
    assertEquals(
        List.copyOf(v.attributes().names()),
        List.copyOf(back.variables().getFirst().attributes().names()),
        "order of attributes");
    FileMetadata header =
        new FileMetadata(
            "/x.nc", FileFormat.NC5, new Fingerprint(1, 2, 3), dims, variables, Attributes.NONE);
    assertEquals(header, round(header));
  }

  @Test
  void valuesOfTheJdkComeBackAsTheyWere() {
    Object[] values = {
      "ä\u0000\uD83C\uDF0D",
      "",
      Path.of("/a/b"),
      true,
      -7,
      1L << 60,
      -0.0,
      Optional.empty(),
      Optional.of(List.of("x")),
      Map.of("b", 1, "a", 2),
      Set.of("q", "p"),
      Blob.of(new byte[] {1, 2}),
      new ArrayList<>(Arrays.asList(1, 2)),
      List.of()
    };
    for (Object value : values) {
      assertEquals(value, round(value));
    }
  }

  @Test
  void equalValuesHaveEqualBytes() {
    // Map.of and Set.of have another order in each process.
    Map<String, String> one = new java.util.LinkedHashMap<>();
    Map<String, String> two = new java.util.LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      one.put("key" + i, "v");
      two.put("key" + (8 - i), "v");
    }
    assertEquals(WIRE.encode(one), WIRE.encode(two));
    assertEquals(WIRE.encode(plan(anomaly())), WIRE.encode(plan(anomaly())));
  }

  /** Each step uses the one before twice: written as a tree it would have 2^200 nodes. */
  @Test
  void sharedExpressionsAreWrittenOnce() {
    Expr e = read("/a.nc");
    for (int i = 0; i < 200; i++) {
      e = org.isobar.expr.Map.of(Arithmetic.ADD, e, e);
    }
    Encoded encoded = WIRE.encode(e);
    assertTrue(encoded.body().size() < 6000, "bytes: " + encoded.body().size());
    Expr back = (Expr) WIRE.decode(encoded.body(), Attachments.NONE);
    for (int i = 0; i < 200; i++) {
      assertSame(back.children().get(0), back.children().get(1));
      back = back.children().get(0);
    }
    assertEquals(read("/a.nc"), back);
  }

  @Test
  void longChainsNeedNoDeepStack() {
    Expr e = Constant.of(1);
    for (int i = 0; i < 20_000; i++) {
      e = org.isobar.expr.Map.of(Elementary.NEGATE, e);
    }
    Expr back = (Expr) round(e);
    for (int i = 0; i < 20_000; i++) {
      back = back.children().getFirst();
    }
    assertEquals(Constant.of(1), back);
  }

  @Test
  void equalFilesAreWrittenOnceThoughTheyAreOtherObjects() {
    Expr sum = org.isobar.expr.Map.of(Arithmetic.ADD, read("/a.nc"), read("/a.nc"));
    int once = WIRE.encode(read("/a.nc")).body().size();
    assertTrue(WIRE.encode(sum).body().size() < once + 40);
  }

  @Test
  void largePartsAreAttachedUnderTheirHash() {
    Encoded encoded = WIRE.encode(plan(anomaly()));
    assertTrue(encoded.body().size() < 2000, "bytes: " + encoded.body().size());
    encoded.attachments().forEach((hash, blob) -> assertEquals(hash, Hash.of(blob.bytes())));
    assertEquals(2, encoded.attachments().size(), "codes once, weights once");
    assertThrows(BackendException.class, () -> WIRE.decode(encoded.body(), Attachments.NONE));
  }

  /** A petabyte in 100,000 files. */
  @Test
  void plansDoNotGrowWithTheData() {
    List<DatasetDescriptor.Part> parts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      parts.add(
          new DatasetDescriptor.Part(
              "/archive/day" + i + ".nc", new Fingerprint(10L << 30, i, i), 24L * i, 24));
    }
    Dim time = new Dim("time", 2_400_000);
    VariableRef v =
        new VariableRef(
            new DatasetDescriptor("netcdf", "time", parts, Map.of()),
            "x",
            List.of(time, new Dim("lat", 10_000), new Dim("lon", 10_000)),
            DType.FLOAT32,
            DType.FLOAT32,
            Unit.parse("K"),
            LongList.of(1, 1000, 1000),
            true);
    Plan plan =
        plan(
            new Reduce(
                new Mean(), new Read(v), Set.of("lat", "lon"), Optional.empty(), MissingRule.SKIP));
    Encoded encoded = WIRE.encode(plan);
    assertTrue(encoded.body().size() < 1000, "bytes: " + encoded.body().size());
    assertEquals(plan, WIRE.decode(encoded.body(), Attachments.of(encoded.attachments())));
  }

  @Test
  void whatHasNoNumberIsRefusedByName() {
    record Mine() implements ElementOp {
      @Override
      public String label() {
        return "mine";
      }

      @Override
      public int arity() {
        return 1;
      }

      @Override
      public Unit unit(List<Unit> in) {
        return Unit.NONE;
      }
    }
    Expr e = org.isobar.expr.Map.of(new Mine(), read("/a.nc"));
    PlanException refusal = assertThrows(PlanException.class, () -> WIRE.encode(e));
    assertTrue(refusal.getMessage().contains("Mine"), refusal.getMessage());
    assertEquals(read("/a.nc"), round(read("/a.nc")), "the coder still works");
  }

  /** Every byte of a plan in turn gets every value: an answer or a refusal, and no great memory. */
  @Test
  void damagedBytesAreRefused() {
    Encoded encoded = WIRE.encode(plan(anomaly()));
    Attachments attachments = Attachments.of(encoded.attachments());
    byte[] good = encoded.body().bytes();
    int refused = 0;
    for (int at = 0; at < good.length; at++) {
      for (int change : new int[] {0xff, 0x80, 0x7f, 1}) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) change;
        try {
          WIRE.decode(Blob.of(bad), attachments);
        } catch (BackendException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > good.length, refused + " refused of " + 4 * good.length);
  }

  @Test
  void truncatedBytesAreRefused() {
    byte[] good = WIRE.encode(plan(anomaly())).body().bytes();
    for (int n = 0; n < good.length; n++) {
      byte[] cut = Arrays.copyOf(good, n);
      assertThrows(
          BackendException.class, () -> WIRE.decode(Blob.of(cut), Attachments.NONE), "cut at " + n);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThrows(BackendException.class, () -> WIRE.decode(Blob.of(longer), Attachments.NONE));
  }

  @Test
  void noiseIsRefused() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThrows(BackendException.class, () -> WIRE.decode(Blob.of(noise), Attachments.NONE));
    }
  }

  /** List, map, text, array of 2^31 - 1 elements: nothing of that size may be allocated. */
  @Test
  void hostileLengthsAllocateNothing() {
    HexFormat hex = HexFormat.of();
    for (String type : List.of("0c", "0d", "0e", "0f", "10", "20", "21", "2400", "2500")) {
      byte[] bytes = hex.parseHex("00" + type + "ffffffff07" + "ffffffff07ffffffff07");
      BackendException e =
          assertThrows(BackendException.class, () -> WIRE.decode(Blob.of(bytes), Attachments.NONE));
      assertTrue(e.getMessage().contains("a length of 2147483647"), () -> type + ": " + e);
    }
  }

  /** What earlier versions wrote: a change of these bytes needs another protocol number. */
  @Test
  void bytesAreThoseOfProtocolOne() {
    assertEquals(1, Catalogue.PROTOCOL);
    Expr e = org.isobar.expr.Map.of(Arithmetic.ADD, read("/a"), Constant.of(2));
    assertEquals(GOLDEN, HexFormat.of().formatHex(WIRE.encode(e).body().bytes()));
    assertEquals(e, WIRE.decode(Blob.of(HexFormat.of().parseHex(GOLDEN)), Attachments.NONE));
  }

  private static final String GOLDEN =
      "0349012500110007464c4f4154363400000000000000402201000148012c012601066e657463646600001a01"
          + "022f61808080808040f6a1abfef962fbffffffffffffff0000010c01610c01620c0967726f75702f7461730e"
          + "032a010c0474696d6584392a010c036c617480012a010c036c6f6e80022b032b092201014b20030280018002"
          + "014c0153010e02480449024c0b";

  @Test
  void theHashTellsCataloguesApart() {
    assertEquals(WIRE.hash(), KryoWire.of(List.of()).hash());
    assertNotEquals(WIRE.hash(), KryoWire.of(List.of(Request.ToMemory.class)).hash());
  }

  /** Whatever a plan can hold has a number: a new record cannot be forgotten. */
  @Test
  void everythingThatAPlanCanHoldIsInTheCatalogue() throws Exception {
    Set<String> missing = new LinkedHashSet<>();
    Set<Class<?>> seen = new LinkedHashSet<>();
    Deque<Type> open = new ArrayDeque<>(List.of(Plan.class, Expr.class, FileMetadata.class));
    open.addAll(operations());
    while (!open.isEmpty()) {
      Type type = open.pop();
      if (type instanceof ParameterizedType p) {
        open.push(p.getRawType());
        open.addAll(Arrays.asList(p.getActualTypeArguments()));
      } else if (type instanceof WildcardType w) {
        open.addAll(Arrays.asList(w.getUpperBounds()));
      } else if (type instanceof Class<?> c && !c.isPrimitive() && seen.add(c)) {
        if (c.isSealed()) {
          open.addAll(Arrays.asList(c.getPermittedSubclasses()));
        }
        if (c == ElementOp.class || c == ReduceOp.class) {
          continue;
        }
        if (!c.isSealed() && !WIRE.knows(c)) {
          missing.add(c.getName());
        }
        if (c.isRecord()) {
          for (RecordComponent component : c.getRecordComponents()) {
            open.add(component.getGenericType());
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(seen.size() > 70, "types seen: " + seen.size());
  }

  /** All operations of the api, found in its package. */
  private static List<Class<?>> operations() throws Exception {
    List<Class<?>> found = new ArrayList<>();
    var place = Mean.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    List<String> names = new ArrayList<>();
    Path root = Path.of(place);
    if (java.nio.file.Files.isDirectory(root)) {
      try (var files = java.nio.file.Files.list(root.resolve("org/isobar/op"))) {
        files.forEach(f -> names.add(f.getFileName().toString()));
      }
    } else {
      try (var jar = new java.util.jar.JarFile(root.toFile())) {
        jar.stream()
            .filter(e -> e.getName().startsWith("org/isobar/op/"))
            .forEach(e -> names.add(e.getName().substring("org/isobar/op/".length())));
      }
    }
    for (String name : names) {
      if (name.endsWith(".class") && !name.startsWith("package-info")) {
        Class<?> c = Class.forName("org.isobar.op." + name.replace(".class", ""));
        boolean operation =
            ElementOp.class.isAssignableFrom(c) || ReduceOp.class.isAssignableFrom(c);
        if (operation && !Modifier.isAbstract(c.getModifiers())) {
          found.add(c);
        }
      }
    }
    assertTrue(found.size() >= 20, "operations: " + found);
    return found;
  }
}
