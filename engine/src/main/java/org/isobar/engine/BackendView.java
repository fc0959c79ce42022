package org.isobar.engine;

import org.isobar.Backend;
import org.isobar.dataset.FileView;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * A backend that does all but closing by another one.
 *
 * @param backend does the work
 * @param closing what {@link #close} does instead of closing that backend
 */
public record BackendView(Backend backend, Runnable closing) implements Backend {
  /** A backend that somebody else closes. */
  public static Backend lent(Backend backend) {
    return new BackendView(backend, () -> {});
  }

  /** A backend after whose closing something else is to be done. */
  public static Backend closing(Backend backend, Runnable afterwards) {
    return new BackendView(
        backend,
        () -> {
          backend.close();
          afterwards.run();
        });
  }

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
  public void close() {
    closing.run();
  }
}
