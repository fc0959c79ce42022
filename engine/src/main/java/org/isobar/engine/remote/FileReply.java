package org.isobar.engine.remote;

import java.util.List;
import java.util.Optional;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.SharedPart;
import org.isobar.engine.wire.Blob;

/** What became of a {@link FileRequest}. */
sealed interface FileReply {
  /** The kinds, in the order of their numbers. */
  List<Class<?>> TYPES =
      List.of(Texts.class, Header.class, Numbers.class, Begun.class, Well.class, Failed.class);

  /** Names of files, strings of a variable, a format. */
  record Texts(List<String> values) implements FileReply {
    public Texts {
      values = List.copyOf(values);
    }
  }

  record Header(FileMetadata metadata) implements FileReply {}

  /** Doubles, and whether one may be missing. */
  record Numbers(boolean mayMiss, Blob values) implements FileReply {}

  /** A file was begun, where others may write it, too. */
  record Begun(Optional<SharedPart> part) implements FileReply {}

  /** It is done. */
  record Well() implements FileReply {}

  record Failed(Trouble trouble) implements FileReply {}
}
