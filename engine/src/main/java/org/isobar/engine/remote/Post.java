package org.isobar.engine.remote;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands what a link brings to the drivers and the member of this process. */
public final class Post implements Link.Listener {
  private final List<RemoteTransport> drivers = new CopyOnWriteArrayList<>();
  private volatile Optional<Member> member = Optional.empty();

  /** Frames for members go to this one from now on. */
  public void serve(Member newMember) {
    member = Optional.of(newMember);
  }

  /** Frames for drivers go to this one, too. */
  public void add(RemoteTransport driver) {
    drivers.add(driver);
  }

  public void remove(RemoteTransport driver) {
    drivers.remove(driver);
  }

  @Override
  public void joined(String peer) {
    drivers.forEach(d -> d.joined(peer));
  }

  @Override
  public void lost(String peer) {
    drivers.forEach(d -> d.lost(peer));
    member.ifPresent(m -> m.lost(peer));
  }

  @Override
  public void received(String peer, byte[] frame) {
    if (Frames.forMember(frame)) {
      member.ifPresent(m -> m.received(peer, frame));
    } else {
      drivers.forEach(d -> d.received(peer, frame));
    }
  }
}
