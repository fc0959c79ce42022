package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Attachments;
import org.isobar.engine.wire.Blob;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes of protocol 1, frame by frame and message by message, as protocol.txt says them. Who
 * changes any of them gives the protocol another number.
 */
class ProtocolTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String SECRET = "the secret of a test";
  private static final Map<String, String> GOLDEN = golden();

  private final KryoWire wire = Wires.messages();
  private final Sent toMember = new Sent();
  private final Sent toDriver = new Sent();
  private final Member member =
      new Member(
          toDriver,
          Secret.of(SECRET),
          MemberSettings.of("host").threads(3).memory(1 << 20),
          Providers.of(List.of()));
  private final MemberLine line =
      new MemberLine(
          "member", 1, 0, toMember, Secret.of(SECRET), wire, Optional.empty(), (m, e) -> {});

  /** Keeps frames. */
  private static final class Sent implements Link {
    final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

    @Override
    public void start(Listener listener) {}

    @Override
    public void send(String peer, byte[] frame) {
      frames.add(frame);
    }

    @Override
    public void close() {}

    byte[] next() {
      try {
        byte[] frame = frames.poll(60, TimeUnit.SECONDS);
        assertTrue(frame != null, "no frame");
        return frame;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Map<String, String> golden() {
    Map<String, String> all = new LinkedHashMap<>();
    try (InputStream in = ProtocolTest.class.getResourceAsStream("protocol.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(l -> l.split(" ", 2))
          .forEach(l -> assertEquals(null, all.put(l[0], l[1].replace(" ", "")), l[0]));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    line.close();
    member.close();
  }

  // --- Frames.

  /** What is random in a frame, by the names that the golden bytes call it. */
  private static final class Masks {
    private final Map<String, String> names = new LinkedHashMap<>();

    void add(String name, byte[] bytes) {
      names.put(HEX.formatHex(bytes), "{" + name + "}");
    }

    void require(String kind, byte[] frame) {
      String text = HEX.formatHex(frame);
      for (Map.Entry<String, String> name : names.entrySet()) {
        text = text.replace(name.getKey(), name.getValue());
      }
      assertEquals(GOLDEN.get(kind), text, kind);
    }
  }

  /** HMAC-SHA256, written down here once more. */
  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      Arrays.stream(parts).forEach(mac::update);
      return mac.doFinal();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] part(byte[] frame, int from, int length) {
    return Arrays.copyOfRange(frame, from, from + length);
  }

  @Test
  void framesThatBeginAConversationAreThoseOfProtocolOne() {
    assertEquals(1, Wires.PROTOCOL);
    Masks masks = new Masks();
    byte[] id = line.id();
    masks.add("id", id);
    masks.add("catalogue", Wires.bytes(wire.hash()));
    line.hello();
    byte[] hello = toMember.next();
    byte[] ofDriver = part(hello, hello.length - 32, 32);
    masks.add("driver's-nonce", ofDriver);
    masks.require("HELLO", hello);

    member.received("driver", hello);
    byte[] welcome = toDriver.next();
    byte[] ofMember = part(welcome, 17, 32);
    byte[] facts = part(welcome, 81, welcome.length - 81);
    byte[] secret = bytes(SECRET);
    masks.add("member's-nonce", ofMember);
    masks.add(
        "member's-proof", hmac(secret, bytes("isobar member"), id, ofDriver, ofMember, facts));
    masks.require("WELCOME", welcome);

    Frames.Parser in = new Frames.Parser(welcome);
    in.bytes(17);
    assertTrue(line.welcome(in), line.refusal());
    byte[] proof = toMember.next();
    masks.add("driver's-proof", hmac(secret, bytes("isobar driver"), id, ofMember, ofDriver));
    masks.require("PROOF", proof);

    byte[] key = hmac(secret, bytes("isobar key"), id, ofDriver, ofMember);
    member.received("driver", proof);
    line.send(new Message.EndJob(7, "why"));
    byte[] said = toMember.next();
    byte[] rest = part(said, 33, said.length - 33);
    masks.add("mac", Arrays.copyOf(hmac(key, new byte[] {Frames.TO_MEMBER}, id, rest), 16));
    masks.require("TO_MEMBER", said);

    member.received("driver", said);
    byte[] answer = toDriver.next();
    rest = part(answer, 33, answer.length - 33);
    masks.add("mac", Arrays.copyOf(hmac(key, new byte[] {Frames.TO_DRIVER}, id, rest), 16));
    masks.require("TO_DRIVER", answer);

    line.bye();
    masks.require("BYE", toMember.next());
  }

  @Test
  void framesThatEndAConversationAreThoseOfProtocolOne() {
    byte[] id = new byte[Frames.ID_BYTES];
    Masks masks = new Masks();
    masks.add("id", id);
    member.received("driver", Frames.frame(Frames.TO_MEMBER, id, new byte[40]));
    masks.require("FORGOTTEN", toDriver.next());

    MemberLine stranger =
        new MemberLine(
            "member",
            1,
            0,
            toMember,
            Secret.of("of somebody else"),
            wire,
            Optional.empty(),
            (m, e) -> {});
    stranger.hello();
    member.received("driver", toMember.next());
    toDriver.next();
    masks.add("id", stranger.id());
    member.received("driver", Frames.frame(Frames.PROOF, stranger.id(), new byte[32]));
    masks.require("REFUSED", toDriver.next());
  }

  @Test
  void framesOfRanksAreThoseOfProtocolOne() {
    byte[] id = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
    Masks masks = new Masks();
    masks.add("id", id);
    List<byte[]> frames = new ArrayList<>();
    Channel toAll = new Channel(Frames.TO_ALL, Frames.TO_ALL, id, Secret.NONE, wire);
    toAll.write(new Message.Told(3), frames::add);
    masks.require("TO_ALL", frames.getFirst());
    frames.clear();
    Channel toRank = new Channel(Frames.TO_RANK, Frames.TO_RANK, id, Secret.NONE, wire);
    toRank.write(new Message.After(3), frame -> {});
    // A message of two frames, the second one of this conversation.
    byte[] large = new byte[600_000];
    toRank.write(new Message.Attachment(1, Hash.of(large), Blob.of(large)), frames::add);
    assertEquals(2, frames.size());
    masks.require("TO_RANK", part(frames.getFirst(), 0, 40));
  }

  @Test
  void eachKindOfFrameIsPinned() throws Exception {
    Set<String> kinds = new TreeSet<>();
    for (Field field : Frames.class.getDeclaredFields()) {
      if (field.getType() == byte.class) {
        kinds.add(field.getName());
        String pinned = GOLDEN.get(field.getName());
        assertEquals(HEX.toHexDigits(field.getByte(null)), pinned.substring(0, 2));
      }
    }
    assertEquals(10, kinds.size());
  }

  // --- Messages.

  private static final Region REGION = Region.of(new long[] {5, 0}, new long[] {10, 64});
  private static final TaskRange TASKS = new TaskRange(64, 128);
  private static final Blob BLOB = Blob.of(new byte[] {1, 2, 3});
  private static final Hash HASH = Hash.of(new byte[] {7});
  private static final SharedPart PART = new SharedPart("/out.part", "host 1 2");
  private static final StoredRegion STORED = new StoredRegion("/out.part.part", 9, List.of(5, 300));
  private static final Message.Node NODE = new Message.Node(3, 2, 1, List.of(BLOB));
  private static final Destination TO = new Destination.ToResult(1);
  private static final Trouble TROUBLE =
      new Trouble(Trouble.Kind.IO, "it broke", "host", "/in.nc", "x[0:3]", "at ...");
  private static final DatasetDescriptor.Part IN =
      new DatasetDescriptor.Part("/in.nc", new Fingerprint(1, 2, 3), 0, 24);
  private static final VariableMetadata X =
      VariableMetadata.of(
          "x", List.of("x"), new VariableType.Numeric(DType.FLOAT32), Attributes.NONE);
  private static final List<FileDim> DIMS = List.of(new FileDim("x", 9, true));

  /** One of each record, and each constant of enumerations. */
  private static List<Object> samples() {
    List<Object> all = new ArrayList<>(ofTasks());
    all.addAll(ofFiles());
    all.addAll(List.of(Trouble.Kind.values()));
    return all;
  }

  private static List<Object> ofTasks() {
    return List.of(
        new Message.OpenJob(7, BLOB, List.of(HASH), List.of(), "/folder", Map.of(0, PART)),
        new Message.Told(5),
        new Message.Taken(7, 1, 300, TASKS, true),
        new Message.Gather(7, 1),
        new Message.Partials(7, 1, List.of(NODE)),
        new Message.Roots(7, 1, List.of(NODE)),
        new Message.After(5),
        new Message.Attachment(7, HASH, BLOB),
        new Message.Values(7, 2, REGION, BLOB),
        new Message.BeginStage(7, 1, true),
        new Message.Work(7, 1, 4, 300, TASKS, Map.of(65L, 2)),
        new Message.Shorten(7, 1, 300, TASKS),
        new Message.EndStage(7, 1),
        new Message.EndJob(7, "why"),
        new Message.Alive(),
        new Message.Need(7, List.of(HASH)),
        new Message.Ask(7, 1, 4, Set.of(300L)),
        new Message.Done(
            7,
            1,
            300,
            TASKS,
            List.of(NODE),
            List.of(new Message.Piece(TO, REGION, BLOB)),
            List.of(new Message.Written(TO, REGION, StoredRegion.IN_PLACE))),
        new Message.Failed(7, 1, 300, 65, TROUBLE),
        new Message.Refuse(7, -1, TROUBLE),
        new Message.JobEnded(7),
        new Message.Unknown(7),
        HASH,
        TASKS,
        NODE,
        new Message.Piece(TO, REGION, BLOB),
        new Message.Written(TO, REGION, STORED),
        PART,
        STORED,
        TROUBLE);
  }

  private static List<Object> ofFiles() {
    FileSchema schema = new FileSchema(FileFormat.NC4, DIMS, List.of(X), Attributes.NONE);
    FileMetadata header =
        new FileMetadata(
            "/in.nc", FileFormat.NC5, new Fingerprint(1, 2, 3), DIMS, List.of(X), Attributes.NONE);
    return List.of(
        new Message.File(2, new FileRequest.Commit(1)),
        new Message.FileAnswer(2, new FileReply.Well()),
        new FileRequest.Expand("/folder", "*.nc"),
        new FileRequest.Recognise("/folder", "in.nc"),
        new FileRequest.Inspect("/folder", "netcdf", "in.nc", Map.of("a", "b")),
        new FileRequest.Read("/folder", "netcdf", IN, Map.of(), "x", REGION),
        new FileRequest.ReadText("/folder", "netcdf", IN, Map.of(), "x"),
        new FileRequest.Create("/folder", "netcdf", Path.of("/out.nc"), schema),
        new FileRequest.Write(1, "x", REGION, true, BLOB),
        new FileRequest.WrittenElsewhere(1, "x", REGION, STORED),
        new FileRequest.WriteText(1, "x", List.of("a")),
        new FileRequest.Commit(1),
        new FileRequest.Close(1),
        new FileReply.Texts(List.of("a")),
        new FileReply.Header(header),
        new FileReply.Numbers(true, BLOB),
        new FileReply.Begun(Optional.of(PART)),
        new FileReply.Well(),
        new FileReply.Failed(TROUBLE));
  }

  private static String name(Object sample) {
    String type = sample.getClass().getName();
    String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    return sample instanceof Enum<?> e ? simple + "." + e.name() : simple;
  }

  @Test
  void messagesAreThoseOfProtocolOne() {
    StringBuilder unlike = new StringBuilder();
    for (Object sample : samples()) {
      String bytes = HEX.formatHex(wire.encode(sample).body().bytes());
      if (!bytes.equals(GOLDEN.get(name(sample)))) {
        unlike.append(name(sample)).append(' ').append(bytes).append('\n');
      } else {
        assertEquals(sample, wire.decode(Blob.of(HEX.parseHex(bytes)), Attachments.NONE));
      }
    }
    assertEquals("", unlike.toString());
  }

  private static void addPermitted(Class<?> type, Set<Class<?>> to) {
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(c -> addPermitted(c, to));
    } else {
      to.add(type);
    }
  }

  @Test
  void eachTypeOfMessagesIsPinned() {
    Set<Class<?>> types = new LinkedHashSet<>(Message.TYPES);
    for (Class<?> sealed : List.of(Message.class, FileRequest.class, FileReply.class)) {
      addPermitted(sealed, types);
    }
    assertEquals(Set.copyOf(Message.TYPES), types, "types without a number");
    Set<Class<?>> pinned = new LinkedHashSet<>();
    samples().forEach(sample -> pinned.add(sample.getClass()));
    assertEquals(types, pinned);
  }
}
