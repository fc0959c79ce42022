package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;

/** What both ends of a conversation have in common. */
final class Wires {
  private static final Logger LOG = System.getLogger("org.isobar.engine.remote");

  /** Of frames and of the order of messages; types have a hash of their own. */
  static final int PROTOCOL = 1;

  static final int HASH_BYTES = 32;
  static final byte[] MEMBER = "isobar member".getBytes(StandardCharsets.UTF_8);
  static final byte[] DRIVER = "isobar driver".getBytes(StandardCharsets.UTF_8);
  static final byte[] KEY = "isobar key".getBytes(StandardCharsets.UTF_8);

  private Wires() {}

  static KryoWire messages() {
    return KryoWire.of(Message.TYPES);
  }

  static byte[] bytes(Hash hash) {
    return HexFormat.of().parseHex(hash.hex());
  }

  /** What a member says of itself. */
  static byte[] facts(int threads, long memory, String host) {
    byte[] name = Frames.bytes(host);
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + Short.BYTES + name.length)
        .putInt(threads)
        .putLong(memory)
        .putShort((short) name.length)
        .put(name)
        .array();
  }

  /** Does something every so often, until it is shut down, whatever it throws. */
  static ScheduledThreadPoolExecutor clock(String name, Runnable tick, long millis) {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
    Future<?> _ =
        clock.scheduleWithFixedDelay(() -> tick(name, tick), millis, millis, TimeUnit.MILLISECONDS);
    return clock;
  }

  /** A clock whose tick throws is stopped by its executor, without a word. */
  private static void tick(String name, Runnable tick) {
    try {
      tick.run();
    } catch (Throwable e) {
      note("a tick of " + name + " failed", e);
    }
  }

  /** Writes a failure into the log, if there is memory for that. */
  static void note(String what, Throwable e) {
    try {
      LOG.log(Level.WARNING, what, e);
    } catch (Throwable unsaid) {
      // Whoever notes failures goes on.
    }
  }
}
