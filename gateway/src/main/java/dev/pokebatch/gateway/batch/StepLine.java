package dev.pokebatch.gateway.batch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A line of a stream of steps.
 *
 * @param number the line's number, from 0
 * @param text the line without its end; null if it is too long
 */
public record StepLine(long number, @Nullable Buffer text) {

  /** Returns the length of the text in bytes; 0 if the line is too long. */
  public int bytes() {
    return text == null ? 0 : text.length();
  }
}
