package org.isobar.backend.hazelcast;

import org.isobar.engine.remote.Secret;
import org.isobar.error.BackendException;

/** What members and drivers have in common. */
final class Grids {
  private Grids() {}

  static Secret secret(GridConfig config) {
    try {
      return Secret.of(config.secret());
    } catch (IllegalArgumentException e) {
      throw new BackendException("the secret of " + config + ": " + e.getMessage(), e);
    }
  }
}
