package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class GridConfigTest {
  @TempDir Path folder;

  private GridConfig load(String text) throws Exception {
    return GridConfig.load(Files.writeString(folder.resolve("grid.properties"), text));
  }

  @Test
  void aFileSaysWhatTheRecordHolds() throws Exception {
    Files.writeString(folder.resolve("key"), "a shared secret\n");
    GridConfig config =
        load(
            """
            cluster = ceda
            secret-file = key
            listen = 10.0.0.7:5800
            members = 10.0.0.7:5800, 10.0.0.8
            threads = 3
            memory = 1000000
            prefix./badc = /mnt/badc
            """);
    assertEquals(
        new GridConfig(
            "ceda",
            "a shared secret",
            "10.0.0.7:5800",
            List.of("10.0.0.7:5800", "10.0.0.8"),
            3,
            1_000_000,
            Map.of("/badc", "/mnt/badc")),
        config);
    assertEquals(config, GridConfig.of(config.toProperties(), folder));
  }

  @Test
  void whatHasNoMeaningIsRefusedByName() {
    assertTrue(refusal("secret = 12345678\nthread = 3\n").contains("'thread'"));
    assertTrue(refusal("secret = 12345678\nthreads = many\n").contains("'many'"));
    assertTrue(refusal("secret = 12345678\nlisten = here:\n").contains("'here:'"));
    assertTrue(refusal("cluster = x\n").contains("secret"));
    assertTrue(refusal("secret-file = missing\n").contains("missing"));
  }

  private String refusal(String text) {
    return assertThrows(BackendException.class, () -> load(text)).getMessage();
  }

  @Test
  void theSecretIsNotInItsText() throws Exception {
    assertFalse(load("secret = 12345678\n").toString().contains("12345678"));
  }

  @Test
  void withoutMoreAGridIsOnLoopback() {
    GridConfig config = GridConfig.of("x", "12345678");
    assertEquals("127.0.0.1:5701", config.listen());
    assertEquals(List.of("127.0.0.1:5701"), config.members());
  }

  @Test
  void aSecretThatIsTooShortIsRefusedBeforeAnybodyIsAsked() {
    // Nobody listens there: who looked for members first would say that there are none, after 30 s.
    GridConfig config = GridConfig.of("x", "short").members(List.of("127.0.0.1:1"));
    Set<HazelcastInstance> before = instances();
    for (Executable start :
        List.<Executable>of(
            () -> HazelcastBackend.client(config),
            () -> HazelcastBackend.clientWithoutFiles(config),
            () -> HazelcastBackend.join(config),
            () -> IsobarMember.start(config))) {
      String why = assertThrows(BackendException.class, start).getMessage();
      assertTrue(why.contains("secret") && why.contains("at least 8"), why);
    }
    assertEquals(before, instances());
  }

  private static Set<HazelcastInstance> instances() {
    Set<HazelcastInstance> all = new HashSet<>(HazelcastClient.getAllHazelcastClients());
    all.addAll(Hazelcast.getAllHazelcastInstances());
    return all;
  }

  @Test
  void theExampleOfTheDocumentationIsRead() throws Exception {
    String text = Files.readString(Path.of("../docs/backends.md"));
    int begin = text.indexOf("```properties\n") + "```properties\n".length();
    Files.writeString(folder.resolve("grid.secret"), "a shared secret\n");
    GridConfig config = load(text.substring(begin, text.indexOf("```", begin)));
    assertEquals("10.0.0.7:5701", config.listen());
    assertEquals(8_000_000_000L, config.memory());
    assertEquals(Map.of("/badc", "/mnt/badc"), config.prefixes());
  }

  @Test
  void aMemberWhoseHeapIsTooSmallSaysSo() {
    GridConfig config = GridConfig.of("x", "12345678").memory(8_000_000_000L);
    IsobarMember.requireHeap(config, 8_000_000_000L);
    String why =
        assertThrows(BackendException.class, () -> IsobarMember.requireHeap(config, 7_999_999_999L))
            .getMessage();
    assertTrue(why.contains("8000000000") && why.contains("7999999999"), why);
    assertThrows(BackendException.class, () -> IsobarMember.start(config.memory(Long.MAX_VALUE)));
  }
}
