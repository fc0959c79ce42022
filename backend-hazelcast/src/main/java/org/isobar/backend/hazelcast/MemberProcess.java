package org.isobar.backend.hazelcast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isobar.error.BackendException;

/** A member in a process of its own, started by this one; it does not outlive it. */
final class MemberProcess implements AutoCloseable {
  private static final long START_SECONDS = 90;

  /** Without these Hazelcast warns on each start; with them it is silent. */
  private static final List<String> FLAGS =
      List.of(
          "--add-modules",
          "java.se",
          "--add-exports",
          "java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens",
          "java.base/java.lang=ALL-UNNAMED",
          "--add-opens",
          "java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens",
          "java.management/sun.management=ALL-UNNAMED",
          "--add-opens",
          "jdk.management/com.sun.management.internal=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseParallelGC");

  private final String address;
  private final Process process;
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  private MemberProcess(String address, Process process) {
    this.address = address;
    this.process = process;
  }

  /** Starts a member and does not wait for it. */
  static MemberProcess start(GridConfig config, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MemberMain.class.getName());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      MemberProcess member = new MemberProcess(config.listen(), process);
      Thread.ofVirtual().start(member::listen);
      OutputStream in = process.getOutputStream();
      StringWriter text = new StringWriter();
      config.toProperties().store(text, null);
      in.write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
      in.flush();
      return member;
    } catch (IOException e) {
      throw new BackendException("cannot start a member process: " + e.getMessage(), e);
    }
  }

  private void listen() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      answer.complete(line == null ? "its process ended" : line);
      while (line != null) {
        line = out.readLine();
      }
    } catch (IOException e) {
      answer.complete("it cannot be heard: " + e.getMessage());
    }
  }

  /** Waits until the member is ready. */
  void await() {
    try {
      String said = answer.get(START_SECONDS, TimeUnit.SECONDS);
      if (!said.startsWith("R")) {
        throw new BackendException("a member process did not start: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while a member process started", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new BackendException(
          "a member process did not start within " + START_SECONDS + " s", e);
    }
  }

  String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
