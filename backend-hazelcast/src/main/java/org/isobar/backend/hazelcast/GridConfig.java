package org.isobar.backend.hazelcast;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.isobar.error.BackendException;

/**
 * What members and drivers of one grid agree on, and what a process brings to it.
 *
 * <p>A properties file says the same: {@code cluster}, {@code secret} or {@code secret-file},
 * {@code listen}, {@code members}, {@code threads}, {@code memory}, and {@code prefix./badc =
 * /mnt/badc} for each prefix.
 *
 * @param cluster name of the grid; not a secret
 * @param secret what all share; without it nobody gives or takes work
 * @param listen address and port of this process, if it is a member; loopback unless another is
 *     said. The network must be private: see docs/backends.md
 * @param members addresses and ports of members, some of which have to be there first
 * @param threads tasks that this member runs at once
 * @param memory bytes that a request may hold in this process
 * @param prefixes beginnings of file names as drivers say them, and what they are for this member
 */
public record GridConfig(
    String cluster,
    String secret,
    String listen,
    List<String> members,
    int threads,
    long memory,
    Map<String, String> prefixes) {
  static final int PORT = 5701;
  private static final double SHARE_OF_HEAP = 0.6;
  private static final String PREFIX = "prefix.";

  public GridConfig {
    members = List.copyOf(members);
    prefixes = Map.copyOf(prefixes);
    Address.parse(listen);
    members.forEach(Address::parse);
    if (threads < 1 || memory < 1) {
      throw new BackendException(
          "a member of a grid has at least 1 thread and 1 byte, not " + threads + " and " + memory);
    }
  }

  /** Host and port. */
  record Address(String host, int port) {
    static Address parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = colon < 0 ? PORT : Integer.parseInt(text.substring(colon + 1).strip());
        String host = colon < 0 ? text.strip() : text.substring(0, colon).strip();
        if (!host.isEmpty() && port > 0 && port < 1 << 16) {
          return new Address(host, port);
        }
      } catch (NumberFormatException e) {
        throw wrong(text, e);
      }
      throw wrong(text, null);
    }

    private static BackendException wrong(
        String text, @org.jspecify.annotations.Nullable Exception cause) {
      String message = "'" + text + "' is not an address such as 10.0.0.7:" + PORT;
      return cause == null ? new BackendException(message) : new BackendException(message, cause);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A grid on this host: loopback, port 5701, all processors, 60 % of the heap. */
  public static GridConfig of(String cluster, String secret) {
    String local = "127.0.0.1:" + PORT;
    return new GridConfig(
        cluster,
        secret,
        local,
        List.of(local),
        Runtime.getRuntime().availableProcessors(),
        (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()),
        Map.of());
  }

  public GridConfig listen(String address) {
    return new GridConfig(cluster, secret, address, members, threads, memory, prefixes);
  }

  public GridConfig members(List<String> addresses) {
    return new GridConfig(cluster, secret, listen, addresses, threads, memory, prefixes);
  }

  public GridConfig threads(int count) {
    return new GridConfig(cluster, secret, listen, members, count, memory, prefixes);
  }

  public GridConfig memory(long bytes) {
    return new GridConfig(cluster, secret, listen, members, threads, bytes, prefixes);
  }

  public GridConfig prefixes(Map<String, String> fromTo) {
    return new GridConfig(cluster, secret, listen, members, threads, memory, fromTo);
  }

  /**
   * Reads a properties file.
   *
   * @throws BackendException if it cannot be read, or holds something that has no meaning
   */
  public static GridConfig load(Path file) {
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new BackendException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return of(all, file);
  }

  static GridConfig of(Properties all, Path file) {
    GridConfig config = of("isobar", secret(all, file));
    Map<String, String> prefixes = new TreeMap<>();
    for (String key : all.stringPropertyNames()) {
      String value = all.getProperty(key).strip();
      switch (key) {
        case "cluster" ->
            config =
                new GridConfig(
                    value,
                    config.secret,
                    config.listen,
                    config.members,
                    config.threads,
                    config.memory,
                    Map.of());
        case "secret", "secret-file" -> {}
        case "listen" -> config = config.listen(value);
        case "members" ->
            config =
                config.members(Arrays.stream(value.split(",", -1)).map(String::strip).toList());
        case "threads" -> config = config.threads((int) number(key, value, file));
        case "memory" -> config = config.memory(number(key, value, file));
        default -> {
          if (!key.startsWith(PREFIX)) {
            throw new BackendException(file + ": no setting is called '" + key + "'");
          }
          prefixes.put(key.substring(PREFIX.length()), value);
        }
      }
    }
    return config.prefixes(prefixes);
  }

  private static String secret(Properties all, Path file) {
    String plain = all.getProperty("secret");
    String name = all.getProperty("secret-file");
    if (plain == null && name == null) {
      throw new BackendException(file + ": neither 'secret' nor 'secret-file' is set");
    }
    if (plain != null) {
      return plain.strip();
    }
    Path other = file.toAbsolutePath().resolveSibling(name.strip());
    try {
      return Files.readString(other).strip();
    } catch (IOException e) {
      throw new BackendException("cannot read the secret in " + other + ": " + e.getMessage(), e);
    }
  }

  private static long number(String key, String value, Path file) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BackendException(file + ": " + key + " = '" + value + "' is not a number", e);
    }
  }

  /** What a properties file has to say for this. */
  Properties toProperties() {
    Properties all = new Properties();
    all.setProperty("cluster", cluster);
    all.setProperty("secret", secret);
    all.setProperty("listen", listen);
    all.setProperty("members", String.join(",", members));
    all.setProperty("threads", Integer.toString(threads));
    all.setProperty("memory", Long.toString(memory));
    prefixes.forEach((from, to) -> all.setProperty(PREFIX + from, to));
    return all;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "grid '" + cluster + "' at " + members;
  }
}
