package org.isobar.jmh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.Socket;

/** The other end of a {@link StudyPeer}. */
final class StudyServer {
  private StudyServer() {}

  /** Answers a question with a number. */
  interface Answers {
    double answer(StudyWay way, byte[] bytes) throws Exception;
  }

  /** Answers what is asked by the process that listens at a port, until it hangs up. */
  static void serve(int port, Answers answers) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        StudyWay way;
        byte[] bytes;
        try {
          way = StudyWay.valueOf(in.readUTF());
          bytes = new byte[in.readInt()];
          in.readFully(bytes);
        } catch (EOFException e) {
          return;
        }
        out.writeDouble(answers.answer(way, bytes));
        out.flush();
      }
    }
  }
}
