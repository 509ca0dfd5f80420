package dev.pokebatch.fetcher.upstream;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A redirect costs a request, but no attempt. */
class RedirectedFetchTest {

  private final List<FetchCall> asked = new ArrayList<>();

  @Test
  void threeRedirectsInARowAreFollowed() {
    var got = redirecting(3).get(call("start"));

    assertThat(asked).extracting(call -> call.path().key()).containsExactly("start", "1", "2", "3");
    assertThat(asked).extracting(FetchCall::omitSlash).containsExactly(false, true, true, true);
    assertThat(got.result().effort()).isEqualTo(new Effort(1, 4, 0, 130, 10));
  }

  @Test
  void theFourthRedirectIsAFailure() {
    var got = redirecting(Integer.MAX_VALUE).get(call("start"));

    assertThat(asked).hasSize(4);
    var failed = (FetchException) got.cause();
    assertThat(failed.failure().upstreamStatus()).isEqualTo(301);
    assertThat(failed.effort()).isEqualTo(new Effort(1, 4, 0, 40, 0));
  }

  @Test
  void aCancelledCallIsNotRedirected() {
    var call = call("start");
    call.cancel().cancel();
    var got = redirecting(1).get(call);

    assertThat(asked).hasSize(1);
    assertThat(got.failed()).isTrue();
  }

  private Fetch redirecting(int times) {
    return new RedirectedFetch(
        call -> {
          asked.add(call);
          return asked.size() <= times
              ? elsewhere(asked.size())
              : Future.succeededFuture(document(10));
        });
  }

  private static Future<Document> elsewhere(int id) {
    var target = new Upstream.Redirect(new DocumentPath("pokemon", Integer.toString(id)), true);
    var failure = Failure.answered(FailureKind.UPSTREAM_ERROR, "moved", 301);
    return Future.failedFuture(new RedirectException(failure, Effort.ofRequest(10, 0), target));
  }
}
