package org.isobar.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.data.Region;

/**
 * Sees, delays or fails the opening and reading of virtual files. Called by several threads at
 * once.
 *
 * <pre>{@code
 * try (ReadHook.Installed hook = ReadHook.install(myHook)) {
 *   Read read = VirtualDataset.of("golden", "time:10").with("hook", hook.id()).read();
 * }
 * }</pre>
 */
public interface ReadHook {
  /** Before a file is opened. */
  default void opening(String location) {}

  /** Before a region is read; what it throws comes out of the read. */
  default void reading(String location, String variable, Region region) {}

  /** After a reader was closed. */
  default void closed(String location) {}

  /** A hook that does nothing. */
  ReadHook NONE = new ReadHook() {};

  /** Makes a hook known to virtual files whose location carries its id. */
  static Installed install(ReadHook hook) {
    String id = Long.toString(Installed.NEXT.getAndIncrement());
    Installed.HOOKS.put(id, hook);
    return new Installed(id);
  }

  /** A hook that is in force until it is closed. */
  final class Installed implements AutoCloseable {
    // Readers are made by a service loader from a location alone, so this is the one way in.
    private static final Map<String, ReadHook> HOOKS = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);
    private final String id;

    private Installed(String id) {
      this.id = id;
    }

    /** The hook of an id, wherever it was installed. */
    static ReadHook find(String id) {
      return HOOKS.containsKey(id) || id.isEmpty() || !HubClient.isThere()
          ? here(id)
          : HubClient.hook(id);
    }

    /** The hook that was installed in this process. */
    static ReadHook here(String id) {
      return HOOKS.getOrDefault(id, NONE);
    }

    /** What the location's option {@code hook} has to say. */
    public String id() {
      return id;
    }

    @Override
    public void close() {
      HOOKS.remove(id);
    }
  }
}
