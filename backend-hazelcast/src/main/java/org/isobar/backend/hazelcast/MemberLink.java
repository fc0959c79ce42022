package org.isobar.backend.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.isobar.engine.remote.Link;

/** Frames between the members of a grid, and to the clients of this one. */
final class MemberLink implements Link {
  private static final Logger LOG = System.getLogger("org.isobar.backend.hazelcast");

  private final HazelcastInstance instance;
  private final FrameQueue own = new FrameQueue();
  private volatile String self;
  private volatile Peers peers;
  private volatile Optional<Exchange> exchange = Optional.empty();

  MemberLink(HazelcastInstance instance) {
    this.instance = instance;
    this.self = instance.getCluster().getLocalMember().getUuid().toString();
    this.peers = new Peers(self, instance.getExecutorService(Configs.FRAMES));
  }

  @Override
  public void start(Listener listener) {
    Exchange arrivals = new Exchange(listener, this::isConnected);
    exchange = Optional.of(arrivals);
    // First: of whoever has spoken, the end is heard.
    instance.getClientService().addClientListener(new Clients(arrivals));
    instance.getUserContext().put(GridCall.EXCHANGE, arrivals);
    Thread.ofVirtual().name("isobar-frames-own").start(() -> deliverOwn(listener));
    instance.getLifecycleService().addLifecycleListener(event -> merged(event, listener));
    instance.getCluster().addMembershipListener(new Members(listener));
    meet(listener);
    listener.joined(self);
  }

  private boolean isConnected(String client) {
    return instance.getClientService().getConnectedClients().stream()
        .anyMatch(c -> ClientLink.name(c.getUuid()).equals(client));
  }

  private void meet(Listener listener) {
    Peers all = peers;
    all.membership(m -> instance.getCluster().getMembers().contains(m));
    instance.getCluster().getMembers().stream()
        .filter(m -> !m.localMember())
        .forEach(m -> all.add(m, listener));
  }

  /** After a split, the smaller side joins the larger one under new names. */
  private void merged(LifecycleEvent event, Listener listener) {
    if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
      Peers before = peers;
      before.names().forEach(name -> before.remove(name, listener));
      listener.lost(self);
      self = instance.getCluster().getLocalMember().getUuid().toString();
      peers = new Peers(self, instance.getExecutorService(Configs.FRAMES));
      meet(listener);
      listener.joined(self);
    }
  }

  private final class Members implements MembershipListener {
    private final Listener listener;

    Members(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
      if (!event.getMember().localMember()) {
        peers.add(event.getMember(), listener);
      }
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      String name = event.getMember().getUuid().toString();
      if (!peers.remove(name, listener)) {
        listener.lost(name);
      }
    }
  }

  private record Clients(Exchange arrivals) implements ClientListener {
    @Override
    public void clientConnected(Client client) {}

    @Override
    public void clientDisconnected(Client client) {
      arrivals.lost(ClientLink.name(client.getUuid()));
    }
  }

  private void deliverOwn(Listener listener) {
    while (!own.isClosed()) {
      own.take(60_000).forEach(frame -> deliver(frame, listener));
    }
  }

  /** Whatever becomes of one frame, others come after it. */
  private void deliver(byte[] frame, Listener listener) {
    try {
      listener.received(self, frame);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "a frame of this process to itself is lost", e);
    }
  }

  @Override
  public void send(String peer, byte[] frame) {
    if (peer.equals(self)) {
      own.add(frame);
    } else if (peer.startsWith(ClientLink.PREFIX)) {
      exchange.ifPresent(e -> e.send(peer, frame));
    } else {
      peers.send(peer, frame);
    }
  }

  /** Tells again of all peers, for a driver that was not there when they were told of. */
  void tellOf(Listener driver) {
    peers.names().forEach(driver::joined);
    driver.joined(self);
  }

  @Override
  public void close() {
    own.close();
    peers.close();
  }
}
