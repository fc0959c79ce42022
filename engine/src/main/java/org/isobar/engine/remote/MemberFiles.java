package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.ReaderPool;

/**
 * Where files that drivers name are for a member: relative names refer to the driver's folder, and
 * prefixes may be other ones. Open readers are shared by jobs.
 */
final class MemberFiles implements AutoCloseable {
  private static final int IDLE_READERS = 128;
  private static final int MOST_POOLS = 16;
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  private final Providers providers;
  private final Map<String, String> prefixes;
  private final Map<String, ReaderPool> pools = new HashMap<>();

  MemberFiles(Providers providers, Map<String, String> prefixes) {
    this.providers = providers;
    this.prefixes = prefixes;
  }

  /** Readers for a driver whose relative names refer to a folder. */
  synchronized ReaderPool readers(String folder) {
    if (pools.size() >= MOST_POOLS && !pools.containsKey(folder)) {
      pools.values().forEach(ReaderPool::close);
      pools.clear();
    }
    return pools.computeIfAbsent(folder, f -> new ReaderPool(located(f), IDLE_READERS));
  }

  /** The providers, with names of files as a driver in a folder says them. */
  Providers located(String folder) {
    List<DatasetProvider> all = new ArrayList<>();
    providers.all().forEach(p -> all.add(new Located(p, folder)));
    return Providers.of(all);
  }

  /** The name of a file here. */
  String here(String folder, String location) {
    if (SCHEME.matcher(location).matches()) {
      return location;
    }
    String absolute = absolute(folder, location);
    return mapping(absolute)
        .map(e -> e.getValue() + absolute.substring(e.getKey().length()))
        .orElse(absolute);
  }

  /** What the driver calls a file that was found here when it named a location. */
  String there(String folder, String location, String found) {
    return mapping(absolute(folder, location))
        .filter(e -> within(found, e.getValue()))
        .map(e -> e.getKey() + found.substring(e.getValue().length()))
        .orElse(found);
  }

  private static String absolute(String folder, String location) {
    return Path.of(folder).resolve(location).normalize().toString();
  }

  private Optional<Map.Entry<String, String>> mapping(String absolute) {
    return prefixes.entrySet().stream()
        .filter(e -> within(absolute, e.getKey()))
        .max(Comparator.comparingInt(e -> e.getKey().length()));
  }

  private static boolean within(String location, String prefix) {
    return location.startsWith(prefix)
        && (location.length() == prefix.length()
            || prefix.endsWith("/")
            || location.charAt(prefix.length()) == '/');
  }

  private final class Located implements DatasetProvider {
    private final DatasetProvider provider;
    private final String folder;

    Located(DatasetProvider provider, String folder) {
      this.provider = provider;
      this.folder = folder;
    }

    @Override
    public String format() {
      return provider.format();
    }

    @Override
    public boolean recognises(String location) {
      return provider.recognises(here(folder, location));
    }

    @Override
    public FileMetadata inspect(String location, Map<String, String> options) {
      return provider.inspect(here(folder, location), options);
    }

    @Override
    public BlockReader open(DatasetDescriptor.Part part, Map<String, String> options) {
      return provider.open(
          new DatasetDescriptor.Part(
              here(folder, part.location()), part.fingerprint(), part.start(), part.length()),
          options);
    }

    @Override
    public Set<FileFormat> writable() {
      return provider.writable();
    }

    /** The part's location is absolute, and its identity tells whether it is the same here. */
    @Override
    public Optional<JoinedWriter> join(SharedPart part, FileSchema schema) {
      return provider.join(part, schema);
    }

    @Override
    public BlockWriter create(Path target, FileSchema schema) {
      return provider.create(Path.of(here(folder, target.toString())), schema);
    }
  }

  @Override
  public synchronized void close() {
    pools.values().forEach(ReaderPool::close);
    pools.clear();
  }
}
