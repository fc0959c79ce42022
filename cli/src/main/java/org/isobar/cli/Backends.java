package org.isobar.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.backend.mpi.MpiBackend;
import org.isobar.cli.grammar.OptionParser;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.CommandException;
import org.isobar.dataset.FileView;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Where the work of a command runs. The ranks of an MPI world have to join it before anything is
 * said or refused, since one of them alone speaks: so that is done first.
 */
final class Backends implements AutoCloseable {
  private static final String OPTION = "--backend";
  private static final String MPI = "mpi";

  /** Threads of this process, and no world. */
  static final Backends LOCAL = new Backends(Optional.empty());

  /** A backend that is there already: the world, or one that a test lends. */
  private final Optional<Backend> standing;

  private Backends(Optional<Backend> standing) {
    this.standing = standing;
  }

  /** Runs whatever comes on a backend, which {@link #close} closes. */
  static Backends lending(Backend backend) {
    return new Backends(Optional.of(backend));
  }

  /**
   * Joins the world if the command asks for it. At ranks other than 0 this does not return: they
   * work for rank 0 until its command is done.
   */
  static Backends join(List<String> words) {
    return wantsWorld(words) ? new Backends(Optional.of(world(words))) : LOCAL;
  }

  private static boolean wantsWorld(List<String> words) {
    int option = words.indexOf(OPTION);
    return words.contains(OPTION + "=" + MPI)
        || (option >= 0 && option + 1 < words.size() && words.get(option + 1).equals(MPI));
  }

  /** Whether this process leaves it to another rank to speak. */
  static boolean isSilent(List<String> words) {
    return wantsWorld(words) && MpiBackend.launchedAs().orElse(0) != 0;
  }

  /** Every rank reads the options that are about itself. */
  private static MpiBackend world(List<String> words) {
    MpiBackend.Builder builder = MpiBackend.builder();
    try {
      boolean explaining = words.getFirst().equals("explain");
      Options options = OptionParser.parse(explaining ? words.subList(1, words.size()) : words);
      options.threads().ifPresent(builder::threads);
    } catch (CommandException refusedLater) {
      // By rank 0, which says so.
    }
    return builder.world();
  }

  /** A backend for one command. Closing it leaves one that was there as it is. */
  Backend open(Options options, Map<String, String> environment) {
    if (standing.isPresent()) {
      return new Lent(standing.get());
    }
    String name = options.backend().orElse("");
    if (name.equals(MPI)) {
      throw new CommandException("option --backend needs mpi as a word of its own");
    }
    if (name.startsWith(OptionParser.GRID)) {
      return Grids.open(name, options, environment);
    }
    LocalBackend.Builder builder = LocalBackend.builder();
    options.threads().ifPresent(builder::threads);
    return builder.create();
  }

  /** A backend that somebody else closes. */
  private record Lent(Backend backend) implements Backend {
    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public Explanation explain(Request request) {
      return backend.explain(request);
    }

    @Override
    public Job submit(Request request) {
      return backend.submit(request);
    }

    @Override
    public FileView files() {
      return backend.files();
    }

    @Override
    public void close() {}
  }

  /** Leaves the world, with all its ranks. */
  @Override
  public void close() {
    standing.ifPresent(Backend::close);
  }
}
