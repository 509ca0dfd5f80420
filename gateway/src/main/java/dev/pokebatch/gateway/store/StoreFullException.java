package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * There is no room for more: a limit on stored bytes is reached, or the disk is full. Nothing was
 * stored. Trying again helps once something has been deleted.
 */
public final class StoreFullException extends StoreUnavailableException {

  private static final long serialVersionUID = 1L;

  private StoreFullException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  /** The disk of the database is full. */
  static StoreFullException ofDisk(Throwable cause) {
    var words = "The disk of the database is full.";
    return new StoreFullException(Problem.of(ProblemType.INSUFFICIENT_STORAGE, words), cause);
  }

  /**
   * There would be more than the limit.
   *
   * @param most bytes that may be stored
   * @param actual bytes that there would be
   */
  static StoreFullException of(StorageQuota what, long most, long actual) {
    var words = "There may be %d bytes of %s at most.";
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
