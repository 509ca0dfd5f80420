package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Explains why a target names no document of the upstream: it is an external link, or not of the
 * form resource/key; then it suggests names similar to the key. Confined to one event loop.
 */
public final class InvalidKeys {

  private static final long LONGEST_WAIT_MS = 2_000;

  /** Maximum number of suggestions. */
  private static final int MOST = 5;

  private static final Pattern NO_KEY_CHARACTERS = Pattern.compile("[^a-z0-9-]+");

  private final Vertx vertx;
  private final Advisor advisor;

  /**
   * @param advisor looks names up in the upstream's lists
   */
  public InvalidKeys(Vertx vertx, Advisor advisor) {
    this.vertx = vertx;
    this.advisor = advisor;
  }

  /**
   * Explains why the request's target names no document. Waits for suggestions for at most half of
   * the caller's time, and not at all once the caller has cancelled.
   *
   * @return the failure; the future never fails
   */
  public Future<Failure> refuse(FetchRequest request, CancelSignal cancel) {
    var target = request.target();
    if (target.startsWith("/") || target.contains("://")) {
      return Future.succeededFuture(
          Failure.of(FailureKind.FORBIDDEN_URL, "the URL is not below the upstream"));
    }
    var failure = Failure.of(FailureKind.INVALID_KEY, words(target));
    var waitMs = waitMs(request.budget());
    return atMost(waitMs, near(target, request.transport(), waitMs), cancel)
        .map(found -> failure.advising(found, ""));
  }

  private static String words(String target) {
    return target.contains("..")
        ? "'" + target + "' is no range: that is resource/a..b, with two ids, the smaller first"
        : "'"
            + target
            + "' names no document: that is resource/key, with an id or a name of letters, digits"
            + " and hyphens";
  }

  private Future<List<String>> near(String target, TransportKind transport, long waitMs) {
    var segments = target.split("/", -1);
    var resource = KeyForm.of(segments[0]);
    if (segments.length < 2 || !DocumentPath.isSegment(resource)) {
      return Future.succeededFuture(List.of());
    }
    var key = NO_KEY_CHARACTERS.matcher(KeyForm.of(segments[1])).replaceAll("");
    return key.isEmpty() || NearNames.isId(key)
        ? Future.succeededFuture(advisor.localized(resource, segments[1]))
        : advisor.listed(resource, transport, waitMs).map(names -> near(key, names));
  }

  /** The key without invalid characters, if it exists, and then similar names. */
  private static List<String> near(String key, List<String> names) {
    var near = new ArrayList<String>();
    if (names.contains(key)) {
      near.add(key);
    }
    NearNames.of(key, names).stream().limit(MOST - near.size()).forEach(near::add);
    return near;
  }

  private static long waitMs(Budget budget) {
    return Math.min(LONGEST_WAIT_MS, budget.millis() / 2);
  }

  private Future<List<String>> atMost(
      long waitMs, Future<List<String>> names, CancelSignal cancel) {
    if (names.isComplete() || waitMs <= 0) {
      return Future.succeededFuture(names.succeeded() ? names.result() : List.of());
    }
    Promise<List<String>> known = Promise.promise();
    var timer = vertx.setTimer(waitMs, late -> known.tryComplete(List.of()));
    cancel.onCancel(() -> known.tryComplete(List.of()));
    names.onComplete(
        done -> {
          vertx.cancelTimer(timer);
          known.tryComplete(done.succeeded() ? done.result() : List.of());
        });
    return known.future();
  }
}
