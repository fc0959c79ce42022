package org.isobar.run;

/** Is told how a request proceeds. Called by one thread at a time; must return soon. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = event -> {};

  void on(ProgressEvent event);
}
