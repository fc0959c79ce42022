package org.isobar.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.isobar.dataset.DatasetProvider;
import org.isobar.engine.kernel.KernelProvider;
import org.isobar.engine.wire.Hash;
import org.isobar.expr.Expr;

/**
 * What this program is made of. Two builds of one version may cut work in other ways or compute
 * other bits, so that one cannot go on where another stopped.
 */
final class Build {
  private static final Logger LOG = System.getLogger("org.isobar.engine.checkpoint");
  private static final String CLASS = ".class";

  private Build() {}

  /** Found once, and not before it is needed: it reads what was built. */
  private static final class Found {
    static final String NAME = find();

    private Found() {}

    private static String find() {
      String version =
          Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
              .orElse("(not packaged)");
      try {
        return version + ", build " + hash(places());
      } catch (IOException
          | URISyntaxException
          | IllegalArgumentException
          | FileSystemNotFoundException e) {
        LOG.log(Level.DEBUG, "builds cannot be told from each other", e);
        return version;
      }
    }
  }

  /** Version and build, in words. */
  static String name() {
    return Found.NAME;
  }

  /** Where api, engine, kernels and formats come from. */
  private static Set<Path> places() throws URISyntaxException {
    Set<Class<?>> types = new LinkedHashSet<>(List.of(Expr.class, Build.class));
    ServiceLoader.load(KernelProvider.class).stream().forEach(p -> types.add(p.type()));
    ServiceLoader.load(DatasetProvider.class).stream().forEach(p -> types.add(p.type()));
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> type : types) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        places.add(Path.of(source.getLocation().toURI()));
      }
    }
    return places;
  }

  /** A hash of all classes in some folders and jars, whichever of these they are in. */
  static Hash hash(Collection<Path> places) throws IOException {
    Map<String, Long> classes = new TreeMap<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        addFolder(place, classes);
      } else {
        addJar(place, classes);
      }
    }
    StringBuilder text = new StringBuilder();
    classes.forEach((name, sum) -> text.append(name).append(' ').append(sum).append('\n'));
    return Hash.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void addFolder(Path folder, Map<String, Long> classes) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(f -> f.toString().endsWith(CLASS)).toList();
    }
    for (Path file : files) {
      CRC32 sum = new CRC32();
      sum.update(Files.readAllBytes(file));
      classes.put(folder.relativize(file).toString().replace('\\', '/'), sum.getValue());
    }
  }

  private static void addJar(Path jar, Map<String, Long> classes) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().endsWith(CLASS)) {
          classes.put(entry.getName(), sum(file, entry));
        }
      }
    }
  }

  private static long sum(JarFile file, JarEntry entry) throws IOException {
    if (entry.getCrc() >= 0) {
      return entry.getCrc();
    }
    CRC32 sum = new CRC32();
    try (InputStream in = file.getInputStream(entry)) {
      sum.update(in.readAllBytes());
    }
    return sum.getValue();
  }
}
