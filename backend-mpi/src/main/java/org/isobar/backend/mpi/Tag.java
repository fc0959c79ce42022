package org.isobar.backend.mpi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.isobar.error.BackendException;

/** Kinds of MPI messages: the tags they travel under. */
enum Tag {
  /** A message of the backend, all of it. */
  WHOLE(1),
  /** Begins a long message of the backend: its length, 8 bytes in the order of the machine. */
  LENGTH(2),
  /** The next part of a long message. */
  PART(3),
  /** A sign of life: the name of the sender's machine and process. */
  BEAT(4),
  /** From the root down: the work is over. */
  END(5),
  /**
   * From the leaves up: all ranks from here on down are ready to leave, and so many messages that
   * they sent, less those that they received, are under way. Said again when that changes.
   */
  READY(6),
  /** From the root down: leave now. */
  LEAVE(7),
  /** From each rank up: the last message of all. */
  BYE(8),
  /** To the root: the sender was told to end, and by what. From the root: it asks for time. */
  DYING(9),
  /** How many bytes of messages the sender has done with, 8 bytes in the order of the machine. */
  CONSUMED(10);

  /** All that ranks say of themselves; the others carry messages of the backend. */
  static final Set<Tag> URGENT =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(WHOLE, LENGTH, PART)));

  private final int number;

  Tag(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Tag of(int number) {
    for (Tag tag : values()) {
      if (tag.number == number) {
        return tag;
      }
    }
    throw new BackendException("a message came with the unknown tag " + number);
  }
}
