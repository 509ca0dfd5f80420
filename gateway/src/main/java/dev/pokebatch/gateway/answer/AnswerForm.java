package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Order;
import org.jspecify.annotations.Nullable;

/**
 * The form of an answer that a client has asked for.
 *
 * @param type one of {@link AnswerFactory#TYPES}
 * @param table the form of a table
 * @param bare whether the answer contains the documents alone
 * @param inOrder whether a stream is in request order; other answers always are
 * @param trailers whether the client accepts trailers
 * @param failuresOnly whether successful results are left out
 * @param strict whether an incomplete batch is answered with a problem only; needs {@link
 *     AnswerFactory#canBeStrict}
 * @param retrieval the conditions of {@code GET} and {@code HEAD}; null for a posted batch
 */
public record AnswerForm(
    String type,
    TableForm table,
    boolean bare,
    boolean inOrder,
    boolean trailers,
    boolean failuresOnly,
    boolean strict,
    @Nullable Retrieval retrieval) {

  /**
   * Returns the form that options ask for.
   *
   * @param fileName see {@link TableForm}
   */
  public static AnswerForm of(
      String type, OptionValues options, String fileName, boolean trailers) {
    var table =
        new TableForm(options.get(OptionTable.CSV), options.get(OptionTable.ARRAYS), fileName);
    var inOrder = options.get(OptionTable.ORDER) == Order.REQUEST;
    return new AnswerForm(type, table, options.isBare(), inOrder, trailers, false, false, null);
  }

  /** Returns a copy that contains the documents alone, or not. */
  public AnswerForm bare(boolean documentsAlone) {
    return new AnswerForm(
        type, table, documentsAlone, inOrder, trailers, failuresOnly, strict, retrieval);
  }

  /** Returns a copy that follows the client's preferences. */
  public AnswerForm preferring(boolean onlyFailures, boolean allOrNothing) {
    return new AnswerForm(
        type, table, bare, inOrder, trailers, onlyFailures, allOrNothing, retrieval);
  }

  /** Returns a copy that can be cached. */
  public AnswerForm cacheable(Retrieval conditions) {
    return new AnswerForm(type, table, bare, inOrder, trailers, failuresOnly, strict, conditions);
  }

  /**
   * A request for an answer that can be cached.
   *
   * @param cached the entity tags of the answers that the client has cached
   * @param headOnly whether the request is {@code HEAD}
   */
  public record Retrieval(EntityTags cached, boolean headOnly) {}
}
