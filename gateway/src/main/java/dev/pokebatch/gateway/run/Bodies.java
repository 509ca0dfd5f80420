package dev.pokebatch.gateway.run;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a step that other steps refer to: which documents are there, and the bodies of
 * those that were worth keeping. Confined to one event loop.
 */
final class Bodies {

  /** In place of a body: it is there, but was not kept. */
  static final Buffer NOT_KEPT = Buffer.buffer();

  private final Map<Integer, Buffer> there = new HashMap<>();
  private boolean any;

  /** A document is there. */
  void add(int item, @Nullable Buffer kept) {
    any = true;
    there.put(item, kept == null ? NOT_KEPT : kept);
  }

  /** A document did not come. */
  void miss() {
    any = true;
  }

  /** Whether anything has come of any document, good or bad. */
  boolean any() {
    return any;
  }

  /** The body of a document, {@link #NOT_KEPT}, or null where the document is not there. */
  @Nullable Buffer get(int item) {
    return there.get(item);
  }
}
