package dev.pokebatch.gateway.testing;

import java.util.Map;

/** The modes in which a gateway and its fetchers can run. */
public enum Mode {
  /** All in one process. */
  EMBEDDED {
    @Override
    public Pair start(Map<String, String> settings) {
      return EmbeddedPair.start(settings);
    }
  },
  /** A gateway and two fetchers, in three processes. */
  CLUSTERED {
    @Override
    public Pair start(Map<String, String> settings) {
      return Cluster.start(2, settings);
    }
  };

  /** Starts it with these settings on top of the defaults. */
  public abstract Pair start(Map<String, String> settings);
}
