package dev.pokebatch.gateway.batch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A line of a body.
 *
 * @param number counted from 0
 * @param text what is in it, without its end; null where that is more than is read
 */
public record StepLine(long number, @Nullable Buffer text) {

  /** Bytes that are held of it. */
  public int bytes() {
    return text == null ? 0 : text.length();
  }
}
