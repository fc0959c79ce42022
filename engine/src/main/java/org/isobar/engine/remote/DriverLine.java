package org.isobar.engine.remote;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A member's conversation with a driver that has proved itself, and the driver's jobs. */
final class DriverLine {
  private final String peer;
  private final Channel channel;
  private final Outbox outbox;
  private final FileDesk desk;
  private final Map<Long, MemberJob> jobs = new ConcurrentHashMap<>();
  private final Optional<Audience> audience;
  private final InOrder order;
  private volatile boolean closed;

  /** Ticks of the member's own clock since the driver was heard; a stopped process has none. */
  private final AtomicInteger silence = new AtomicInteger();

  /**
   * A conversation.
   *
   * @param audience the ranks to which the driver talks, if it talks to all at once
   * @param handler of messages of this conversation
   * @param onFailure is called when the driver cannot be reached
   * @param onSent is called when there is more room for what is to be sent
   */
  DriverLine(
      String peer,
      Channel channel,
      Optional<Audience> audience,
      Link link,
      MemberFiles files,
      String host,
      BiConsumer<DriverLine, Message> handler,
      Runnable onFailure,
      Runnable onSent) {
    this.peer = peer;
    this.order = new InOrder(message -> handler.accept(this, message));
    this.audience = audience;
    this.desk = new FileDesk(files, host, this::heard);
    this.channel = channel;
    this.outbox =
        new Outbox(
            "isobar-to-" + peer,
            message -> channel.write(message, frame -> link.send(peer, frame)),
            e -> onFailure.run(),
            onSent);
  }

  String peer() {
    return peer;
  }

  Channel channel() {
    return channel;
  }

  Optional<Audience> audience() {
    return audience;
  }

  /** Brings what comes into its order. */
  InOrder order() {
    return order;
  }

  Map<Long, MemberJob> jobs() {
    return jobs;
  }

  void heard() {
    silence.set(0);
  }

  /** Counts a tick; the number of those without a word. */
  int tick() {
    return silence.incrementAndGet();
  }

  void send(Message message) {
    outbox.put(message);
  }

  /** Whether less than so many bytes wait to be sent. */
  boolean hasRoom(long most) {
    return outbox.hasRoom(most);
  }

  void sendWhenRoom(Message message, long bytes, long most) {
    outbox.putWhenRoom(message, bytes, most);
  }

  /** Does something with files, apart from the conversation. */
  void handle(Message.File file) {
    desk.handle(
        file.number(), file.request(), reply -> send(new Message.FileAnswer(file.number(), reply)));
  }

  boolean isClosed() {
    return closed;
  }

  /** From now on no job begins. */
  void close() {
    closed = true;
    audience.ifPresent(Audience::close);
    outbox.close();
    desk.close();
  }

  /**
   * Waits until the files of a closed line have vanished, not beyond a time of {@link
   * System#nanoTime}.
   */
  void awaitEnd(long nanoTime) {
    desk.awaitEnd(nanoTime);
  }
}
