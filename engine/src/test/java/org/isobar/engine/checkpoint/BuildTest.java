package org.isobar.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  @TempDir Path folder;

  private Path classes(String name, String content) throws IOException {
    Path root = folder.resolve(name);
    Path file = Files.createDirectories(root.resolve("a/b")).resolve("C.class");
    Files.writeString(file, content);
    Files.writeString(root.resolve("notes.txt"), name);
    return root;
  }

  private Path jar(String name, String content) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("notes.txt"));
      out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry("a/b/C.class"));
      out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return jar;
  }

  @Test
  void theSameClassesAreTheSameBuildWhereverTheyLie() throws IOException {
    Path one = classes("one", "content");
    assertEquals(Build.hash(List.of(one)), Build.hash(List.of(classes("two", "content"))));
    assertEquals(Build.hash(List.of(one)), Build.hash(List.of(jar("three.jar", "content"))));
  }

  @Test
  void otherClassesAreAnotherBuild() throws IOException {
    Path one = classes("one", "content");
    assertNotEquals(Build.hash(List.of(one)), Build.hash(List.of(classes("two", "context"))));
    assertNotEquals(Build.hash(List.of(one)), Build.hash(List.of(jar("three.jar", "context"))));
    assertNotEquals(Build.hash(List.of(one)), Build.hash(List.of()));
  }

  @Test
  void thisBuildHasAName() {
    assertTrue(Build.name().matches(".*, build [0-9a-f]{12}"), Build.name());
  }
}
