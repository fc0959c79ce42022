package org.isobar.backend.hazelcast;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.ServiceLoader;
import org.isobar.engine.runtime.TaskInterceptor;

/**
 * A member in a process of its own that another process started. Its configuration comes by
 * standard input, so that no secret stands on a command line; the process ends when that input
 * does, hence with whoever started it, in whichever way that ended.
 */
public final class MemberMain {
  static final byte READY = 'R';
  private static final int FAILED = 70;
  private static final int ORPHANED = 71;

  private MemberMain() {}

  /** Started by {@link HazelcastBackend#embedded}. */
  public static void main(String[] args) throws IOException {
    InputStream in = System.in;
    Properties settings = new Properties();
    settings.load(new StringReader(block(in)));
    try {
      TaskInterceptor interceptor =
          ServiceLoader.load(TaskInterceptor.class).findFirst().orElse(TaskInterceptor.NONE);
      IsobarMember member =
          IsobarMember.start(GridConfig.of(settings, Path.of("standard input")), interceptor);
      answer(READY, "");
      awaitEnd(in);
      member.close();
    } catch (RuntimeException | Error e) {
      answer((byte) 'F', e.toString());
      Runtime.getRuntime().halt(FAILED);
    }
    // Not exit: whoever started this is gone, nobody waits for hooks.
    Runtime.getRuntime().halt(ORPHANED);
  }

  /** The configuration: all up to an empty line. */
  private static String block(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStreamReader reader = new InputStreamReader(in, StandardCharsets.ISO_8859_1);
    int last = '\n';
    for (int c = reader.read(); c >= 0 && !(c == '\n' && last == '\n'); c = reader.read()) {
      text.append((char) c);
      last = c;
    }
    return text.toString();
  }

  private static void answer(byte kind, String text) throws IOException {
    OutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
    out.write(kind);
    out.write((text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing is said: only the end counts.
      }
    } catch (IOException e) {
      // As good as the end.
    }
  }
}
