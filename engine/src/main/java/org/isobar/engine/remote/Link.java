package org.isobar.engine.remote;

import java.util.Optional;

/**
 * Carries frames between processes. Frames of one sender to one receiver arrive in order and once,
 * or the receiver is reported lost. Thread-safe.
 */
public interface Link extends AutoCloseable {
  /** Largest frame that is handed to {@link #send}, in bytes. */
  int MOST_FRAME_BYTES = (1 << 19) + 1024;

  /** Is told what comes. */
  interface Listener {
    /** A process is there that may be a member. */
    void joined(String peer);

    /** A process is gone; if it comes back, it has forgotten all. */
    void lost(String peer);

    /** A frame came. Called by one thread at a time for each peer. */
    void received(String peer, byte[] frame);
  }

  /**
   * Begins: tells the listener of all peers that are there, and from then on what happens. Frames
   * go to the listener that was given last.
   */
  void start(Listener listener);

  /** Sends a frame; may wait while the peer is slow. Frames to a peer that is gone are dropped. */
  void send(String peer, byte[] frame);

  /**
   * The processes as ranks, if all are there from the beginning and go together; empty where they
   * come and go.
   */
  default Optional<Ranking> ranking() {
    return Optional.empty();
  }

  @Override
  void close();
}
