package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import java.util.List;

/**
 * How a step finds out which documents it stands for, where the request does not say. It tells its
 * step what comes of it, once. Confined to one event loop.
 */
sealed interface Resolution permits ListResolution, ReferenceResolution {

  /** The step's turn has come. */
  void open();

  /** Whether it has something to ask a fetcher for now. */
  boolean maySend();

  /** Asks for it. */
  void send(Sender sender);

  /** What it has under way. */
  List<Call> calls();
}
