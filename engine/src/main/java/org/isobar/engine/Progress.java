package org.isobar.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.isobar.run.ProgressEvent;
import org.isobar.run.ProgressListener;

/**
 * Tells a listener what happens, one event at a time; whatever it throws goes to the log, and ends
 * neither the job nor the thread that tells.
 */
final class Progress {
  private static final Logger LOG = System.getLogger("org.isobar.engine");

  private final ProgressListener listener;

  Progress(ProgressListener listener) {
    this.listener = listener;
  }

  synchronized void tell(ProgressEvent event) {
    try {
      listener.on(event);
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "a progress listener failed on " + event, e);
    }
  }
}
