package org.isobar.backend.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.isobar.engine.remote.Link;

/** Frames of a client: to members by calls, from each by a question that waits for an answer. */
final class ClientLink implements Link {
  static final String PREFIX = "client-";
  private static final Logger LOG = System.getLogger("org.isobar.backend.hazelcast");
  private static final long PAUSE_MILLIS = 200;

  private final HazelcastInstance client;
  private final String self;
  private final Peers peers;

  /**
   * Names of members that are asked for frames: each by one thread, so that these stay in order.
   */
  private final Set<String> polled = new HashSet<>();

  private volatile boolean closed;

  ClientLink(HazelcastInstance client) {
    this.client = client;
    this.self = name(client.getLocalEndpoint().getUuid());
    this.peers = new Peers(self, client.getExecutorService(Configs.FRAMES));
  }

  static String name(UUID client) {
    return PREFIX + client;
  }

  @Override
  public void start(Listener listener) {
    peers.membership(m -> client.getCluster().getMembers().contains(m));
    client
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                add(event.getMember(), listener);
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                peers.remove(event.getMember().getUuid().toString(), listener);
              }
            });
    client.getCluster().getMembers().forEach(m -> add(m, listener));
  }

  private synchronized void add(Member member, Listener listener) {
    String name = member.getUuid().toString();
    peers.add(member, listener);
    if (polled.add(name)) {
      Thread.ofVirtual().name("isobar-poll-" + name).start(() -> poll(name, member, listener));
    }
  }

  /** Whether a member is to be asked no more; if so, whoever adds it again has it asked. */
  private synchronized boolean isOver(String name, Member member) {
    if (!closed && client.getCluster().getMembers().contains(member)) {
      return false;
    }
    polled.remove(name);
    return true;
  }

  private void poll(String name, Member member, Listener listener) {
    IExecutorService polls = client.getExecutorService(Configs.POLLS);
    while (!closed) {
      try {
        byte[] batch = polls.submitToMember(GridCall.poll(self), member).get();
        if (Arrays.equals(batch, GridCall.NOBODY)) {
          Thread.sleep(PAUSE_MILLIS);
        } else {
          Batch.frames(batch).forEach(frame -> listener.received(name, frame));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | RuntimeException | Error e) {
        LOG.log(Level.DEBUG, "frames of " + name + " cannot be fetched", e);
        if (!closed) {
          // What it was about to say is lost. A member that died is told of by Hazelcast later.
          peers.broken(name, member, listener);
        }
        if (isOver(name, member)) {
          return;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void send(String peer, byte[] frame) {
    peers.send(peer, frame);
  }

  @Override
  public void close() {
    closed = true;
    peers.close();
  }
}
