package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.DocumentReads;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a member of a shape holds. Immutable. */
sealed interface ShapeValue permits DottedPath, PathNodes, FunctionCall {

  /**
   * Evaluates it on a document.
   *
   * @param languages the client's language ranges (RFC 4647), the best first
   * @param work the work budget, which is spent
   * @throws WorkLimitExceeded if the evaluation needs more work
   */
  Evaluated evaluate(@Nullable Object document, List<String> languages, WorkBudget work);

  /** Adds what it reads of a document. */
  void addReads(DocumentReads reads);
}
