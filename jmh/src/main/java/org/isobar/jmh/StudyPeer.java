package org.isobar.jmh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that computes means of blocks, and a connection to it. */
final class StudyPeer implements AutoCloseable {
  private final Process process;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream to;

  /**
   * Starts a process.
   *
   * @param worker whose {@code main} gets the number of the port where questions are
   * @param options of its JVM
   */
  StudyPeer(Class<?> worker, String... options) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC"));
      command.addAll(List.of(options));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), worker.getName()));
      command.add(Integer.toString(server.getLocalPort()));
      process = new ProcessBuilder(command).inheritIO().start();
      socket = server.accept();
    }
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    to = new DataOutputStream(socket.getOutputStream());
  }

  double ask(StudyWay way, byte[] bytes) throws IOException {
    to.writeUTF(way.name());
    to.writeInt(bytes.length);
    to.write(bytes);
    to.flush();
    return in.readDouble();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
  }
}
