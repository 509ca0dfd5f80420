package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of one document, or of a step that resolved to none, as it is written to a client: a
 * new one ({@link ResultItem}) or a stored one ({@link StoredItem}).
 */
public interface Item {

  /** Returns the step of the document. */
  Leaf leaf();

  /**
   * Returns the index among the step's documents, from 0; {@link Result#STEP} for the step itself.
   */
  int index();

  /** Returns the path of the document; empty for the step itself. */
  String target();

  /** Returns the HTTP status of the result. */
  int status();

  /** Returns the outcome of the result. */
  OutcomeKind outcome();

  /** Returns the document; null if it could not be fetched. */
  @Nullable Buffer body();

  /**
   * Returns the paths of the mask, or the members of the shape, that matched nothing in the
   * document.
   */
  List<String> unmatched();

  /** Returns the type of the problem; null if the document was fetched. */
  @Nullable String problemType();

  /** Returns the problem in one line; null if the document was fetched. */
  @Nullable String error();

  /**
   * Writes the members of the result between two texts.
   *
   * @param before opens the object and may hold members, each with its comma
   * @param after closes what {@code before} opened
   */
  void write(String before, String after, Consumer<Buffer> out);

  /** Whether it is one of several documents of its step. */
  default boolean isOfMany() {
    return leaf().many() && index() != Result.STEP;
  }
}
