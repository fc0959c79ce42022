package org.isobar.backend.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.IExecutorService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.isobar.engine.remote.Link;

/**
 * The members of a grid as somebody sees them who sends them frames. To each goes one call at a
 * time, which carries all frames that wait; so they arrive in order.
 */
final class Peers {
  private static final Logger LOG = System.getLogger("org.isobar.backend.hazelcast");
  private static final long IDLE_MILLIS = 60_000;
  private static final long NOT_YET_MILLIS = 200;

  private final String self;
  private final IExecutorService executor;
  private final Map<String, FrameQueue> queues = new ConcurrentHashMap<>();
  private volatile Membership membership = member -> false;

  /** Who is a member now. */
  interface Membership {
    boolean has(Member member);
  }

  /**
   * The members.
   *
   * @param self name under which answers reach the sender
   */
  Peers(String self, IExecutorService executor) {
    this.self = self;
    this.executor = executor;
  }

  void add(Member member, Link.Listener listener) {
    String name = member.getUuid().toString();
    FrameQueue queue = new FrameQueue();
    if (queues.putIfAbsent(name, queue) == null) {
      Thread.ofVirtual()
          .name("isobar-frames-" + name)
          .start(() -> send(name, member, queue, listener));
      listener.joined(name);
    }
  }

  /** A member is gone; whether it was there. */
  boolean remove(String name, Link.Listener listener) {
    FrameQueue queue = queues.remove(name);
    if (queue == null) {
      return false;
    }
    queue.close();
    listener.lost(name);
    return true;
  }

  List<String> names() {
    return List.copyOf(queues.keySet());
  }

  void send(String name, byte[] frame) {
    FrameQueue queue = queues.get(name);
    if (queue != null) {
      queue.add(frame);
    }
  }

  private void send(String name, Member member, FrameQueue queue, Link.Listener listener) {
    while (!queue.isClosed()) {
      List<byte[]> frames = queue.take(IDLE_MILLIS);
      if (frames.isEmpty()) {
        continue;
      }
      try {
        GridCall call = GridCall.deliver(self, Batch.of(frames));
        byte[] answer = executor.submitToMember(call, member).get();
        if (Arrays.equals(answer, GridCall.NOBODY)) {
          // It is on its way up: whoever says hello says it again.
          Thread.sleep(NOT_YET_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | RuntimeException | Error e) {
        if (!queue.isClosed()) {
          LOG.log(Level.DEBUG, "frames for " + name + " are lost", e);
          // If it is still a member, the conversation begins anew.
          broken(name, member, listener);
        }
        return;
      }
    }
  }

  /** The connection to a member broke: it is lost, and met again if it is still there. */
  void broken(String name, Member member, Link.Listener listener) {
    if (remove(name, listener) && !member.localMember()) {
      comeBack(member, listener);
    }
  }

  private void comeBack(Member member, Link.Listener listener) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(NOT_YET_MILLIS);
                if (isMember(member)) {
                  add(member, listener);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "this process leaves the grid, too", e);
              }
            });
  }

  void membership(Membership now) {
    membership = now;
  }

  private boolean isMember(Member member) {
    return membership.has(member);
  }

  void close() {
    queues.values().forEach(FrameQueue::close);
    queues.clear();
  }
}
