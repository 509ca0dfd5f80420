package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document, or of a step that came to none, as a client is told: just now, or
 * kept from when it was.
 */
public interface Item {

  /** The step that it belongs to. */
  Leaf leaf();

  /** Its place among the step's documents, from 0; {@link Result#STEP} for the step itself. */
  int place();

  /** What was to be got; empty for the step itself. */
  String target();

  /** The status that stands for it. */
  int status();

  /** The word that stands for it. */
  OutcomeWord outcome();

  /** The document; null where it is not there. */
  @Nullable Buffer body();

  /** What went wrong, in a line; null where nothing did. */
  @Nullable String error();

  /**
   * Writes the members between two texts.
   *
   * @param before opens the object and may hold members, each with its comma
   * @param after closes what {@code before} opened
   */
  void write(String before, String after, Consumer<Buffer> out);

  /** Whether it is one document of a step of many. */
  default boolean isOfMany() {
    return leaf().many() && place() != Result.STEP;
  }
}
