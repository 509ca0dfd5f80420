package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A limit on stored bytes is reached, or the disk is full. Nothing was stored. A repetition can
 * succeed after something was deleted.
 */
public final class StoreFullException extends StoreUnavailableException {

  private static final long serialVersionUID = 1L;

  private StoreFullException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  /** Returns the failure for a full disk. */
  static StoreFullException ofDisk(Throwable cause) {
    var words = "The disk of the database is full.";
    return new StoreFullException(Problem.of(ProblemType.INSUFFICIENT_STORAGE, words), cause);
  }

  /**
   * Returns the failure for an exceeded storage limit.
   *
   * @param most maximum bytes
   * @param actual bytes that would be stored
   */
  static StoreFullException of(StorageQuota what, long most, long actual) {
    var words = "At most %d bytes of %s can be stored.";
    var problem =
        Problem.of(
                ProblemType.INSUFFICIENT_STORAGE,
                String.format(Locale.ROOT, words, most, what.word()))
            .with("limit", what.limit())
            .with("max", most)
            .with("actual", actual);
    return new StoreFullException(problem, null);
  }
}
