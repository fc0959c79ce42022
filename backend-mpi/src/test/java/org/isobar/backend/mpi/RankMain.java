package org.isobar.backend.mpi;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the ranks of a test's world do: the first argument names it. */
public final class RankMain {
  private static final int PART = 1 << 16;

  /** Lengths around the borders of parts. */
  private static final int[] LENGTHS = {
    0, 1, 8, PART - 1, PART, PART + 1, 2 * PART, 10 * PART + 5, 3_000_000
  };

  private static final int VICTIM = 2;

  /** Long enough for two gibibytes on a machine that does other things, too. */
  private static final int LONGEST_SECONDS = 120;

  private record Message(int from, MemorySegment content) {}

  private static final BlockingQueue<Message> ARRIVED = new LinkedBlockingQueue<>();
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true);

  private static volatile boolean full;
  private static volatile boolean over;

  private static final Semaphore CONSUMED = new Semaphore(0);

  private static final class Mailbox implements World.Receiver {
    @Override
    public void receive(int from, MemorySegment content) {
      ARRIVED.add(new Message(from, content));
    }

    @Override
    public void consumed(int by, long bytes) {
      CONSUMED.release();
    }

    @Override
    public long room() {
      return full ? 0 : Long.MAX_VALUE;
    }

    @Override
    public void over() {
      over = true;
    }
  }

  private RankMain() {}

  public static void main(String[] arguments) throws Exception {
    Duration deadline = Duration.ofMillis(Long.getLong("deadline.millis", 60_000));
    World world =
        World.join(new World.Settings(deadline, Integer.getInteger("part", PART)), new Mailbox());
    switch (arguments[0]) {
      case "session" -> {
        exchange(world, Long.parseLong(arguments[1]));
        nulls();
        full(world);
        idle(world);
        large(world, Long.parseLong(arguments[2]));
      }
      case "exchange" -> exchange(world, Long.parseLong(arguments[1]));
      case "nulls" -> nulls();
      case "fate" -> fate(world, arguments[1]);
      case "slow" -> slow(world, Duration.ofMillis(Long.parseLong(arguments[1])));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    world.leave();
    if (!over) {
      throw new AssertionError("the receiver was not told that the work is over");
    }
    say(world, "left");
  }

  private static void say(World world, String text) {
    OUT.println("rank " + world.rank() + " of " + world.size() + " " + text);
  }

  /** Everyone sends everyone messages of all lengths; order and bytes have to be right. */
  private static void exchange(World world, long seed) throws Exception {
    int rounds = 4;
    for (int round = 0; round < rounds; round++) {
      for (int length : LENGTHS) {
        for (int to = 0; to < world.size(); to++) {
          if (to != world.rank()) {
            world.send(to, content(seed, world.rank(), to, round, length));
          }
        }
      }
    }
    int[] next = new int[world.size()];
    long bytes = 0;
    for (int i = 0; i < (world.size() - 1) * LENGTHS.length * rounds; i++) {
      Message message = take();
      int k = next[message.from]++;
      MemorySegment expected =
          content(
              seed, message.from, world.rank(), k / LENGTHS.length, LENGTHS[k % LENGTHS.length]);
      if (expected.mismatch(message.content) >= 0) {
        throw new AssertionError("message " + k + " from " + message.from + " differs");
      }
      bytes += message.content.byteSize();
    }
    say(world, "received " + Arrays.stream(next).sum() + " messages, " + bytes + " bytes");
  }

  private static MemorySegment content(long seed, int from, int to, int round, int length) {
    byte[] bytes = new byte[length];
    new Random(seed + from * 1_000_003L + to * 10_007L + round * 101L + length).nextBytes(bytes);
    return MemorySegment.ofArray(bytes);
  }

  private static Message take() throws InterruptedException {
    Message message = ARRIVED.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message for " + LONGEST_SECONDS + " s");
    }
    return message;
  }

  /** Rank 1 sends a message longer than an int counts, and a short one behind it. */
  private static void large(World world, long length) throws Exception {
    if (world.rank() == 1) {
      MemorySegment content = Arena.ofAuto().allocate(length);
      for (long at = 0; at < length; at += 4099) {
        content.set(ValueLayout.JAVA_BYTE, at, (byte) (at / 4099));
      }
      world.send(0, content);
      world.send(0, MemorySegment.ofArray(new byte[] {42}));
    } else if (world.rank() == 0) {
      MemorySegment content = take().content();
      MemorySegment second = take().content();
      if (content.byteSize() != length || second.get(ValueLayout.JAVA_BYTE, 0) != 42) {
        throw new AssertionError(content.byteSize() + " bytes");
      }
      for (long at = 0; at < length; at += 4099) {
        if (content.get(ValueLayout.JAVA_BYTE, at) != (byte) (at / 4099)) {
          throw new AssertionError("wrong at " + at);
        }
      }
      say(world, "received " + length + " bytes");
    }
  }

  /** Ranks wait for rank 0, which sleeps; they say what it cost them. */
  private static void idle(World world) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Thread.sleep(1_000);
    long cpu = system.getProcessCpuTime();
    long time = System.nanoTime();
    if (world.rank() == 0) {
      Thread.sleep(3_000);
      for (int to = 1; to < world.size(); to++) {
        world.send(to, MemorySegment.ofArray(new byte[1]));
      }
    } else {
      take();
    }
    double share = (system.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - time);
    say(world, String.format(Locale.ROOT, "idled at %.1f %%", 100 * share));
  }

  /** Rank 0 has no room: what others have for it waits, but for what they say of themselves. */
  private static void full(World world) throws Exception {
    if (world.rank() != 0) {
      // It has taken all of the exchange: a message would be taken for one of these.
      world.consumed(0, 1);
      take();
      for (int length : LENGTHS) {
        world.send(0, MemorySegment.ofArray(new byte[length]));
      }
      world.consumed(0, 1);
      return;
    }
    int others = world.size() - 1;
    if (!CONSUMED.tryAcquire(others, LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(CONSUMED + " ranks are ready");
    }
    full = true;
    for (int to = 1; to <= others; to++) {
      world.send(to, MemorySegment.ofArray(new byte[1]));
    }
    if (!CONSUMED.tryAcquire(others, LONGEST_SECONDS, TimeUnit.SECONDS) || !ARRIVED.isEmpty()) {
      throw new AssertionError(CONSUMED + " and " + ARRIVED.size() + " messages");
    }
    full = false;
    for (int i = 0; i < others * LENGTHS.length; i++) {
      take();
    }
    say(world, "took what had waited");
  }

  private record Holder(int value) {}

  /** Null checks that the JVM makes by catching SIGSEGV, compiled and not. */
  private static void nulls() {
    Holder[] holders = {new Holder(1), null};
    long sum = 0;
    for (int i = 0; i < 300_000; i++) {
      // Null seldom enough that the compiler leaves the check to the processor.
      Holder holder = holders[i % 50_000 == 49_999 ? 1 : 0];
      try {
        sum += holder.value;
      } catch (NullPointerException expected) {
        sum += 1_000_000;
      }
    }
    if (sum != 299_994 + 6_000_000) {
      throw new AssertionError(sum);
    }
    OUT.println("null checks passed");
  }

  /** All wait; one rank goes in a way of its own. */
  private static void fate(World world, String way) throws Exception {
    say(world, "is process " + ProcessHandle.current().pid());
    if (world.rank() == VICTIM) {
      Thread.sleep(500);
      OUT.println("goes: " + way);
      switch (way) {
        case "exit0" -> System.exit(0);
        case "exit3" -> System.exit(3);
        case "throw" -> throw new IllegalStateException("nobody catches this");
        case "memory" -> fill();
        case "halt0" -> Runtime.getRuntime().halt(0);
        case "kill" -> signal("KILL");
        case "term" -> signal("TERM");
        case "stop" -> signal("STOP");
        case "wait" -> {}
        default -> throw new IllegalArgumentException(way);
      }
    }
    Thread.sleep(30_000);
  }

  /** Takes all of the heap. */
  private static void fill() {
    long[][] all = new long[1 << 20][];
    for (int i = 0; i < all.length; i++) {
      all[i] = new long[1 << 20];
    }
  }

  private static void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid()))
        .start()
        .waitFor();
  }

  /** Ranks that compute for longer than the deadline are not silent. */
  private static void slow(World world, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    long sum = 0;
    while (System.nanoTime() < end) {
      sum += System.nanoTime() & 1;
    }
    say(world, "computed " + (sum >= 0));
  }
}
