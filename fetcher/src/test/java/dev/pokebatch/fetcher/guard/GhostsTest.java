package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GhostsTest {

  private final TestTime time = new TestTime();
  private final List<FetchCall> asked = new ArrayList<>();
  private Future<Document> usual =
      failed(Failure.answered(FailureKind.NOT_FOUND, "pikachu does not exist", 404));
  private Future<Document> bare = Future.succeededFuture(document(1));

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 404", "UPSTREAM_REJECTED, 403"})
  void whatIsListedButDeniedIsAskedForByItsOtherUrl(FailureKind kind, int status) {
    usual = failed(Failure.answered(kind, "as the test says", status));
    var got = ghosts(Future.succeededFuture(true)).get(call("pikachu"));

    assertThat(got.result().effort()).isEqualTo(new Effort(2, 2, 1, 200, 1));
    assertThat(asked).extracting(FetchCall::isBare).containsExactly(false, true);
  }

  @Test
  void onceOnlyAndThenItIsTheFirstFailure() {
    bare = failed(Failure.answered(FailureKind.UPSTREAM_ERROR, "broken", 500));
    var got = ghosts(Future.succeededFuture(true)).get(call("pikachu"));

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(((FetchException) got.cause()).effort().requests()).isEqualTo(2);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatIsNotListedIsNot() {
    var got = ghosts(Future.succeededFuture(false)).get(call("pikachu"));

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 400", "UPSTREAM_ERROR, 500", "UPSTREAM_REJECTED, 429"})
  void otherFailuresAreNoGhosts(FailureKind kind, int status) {
    usual = failed(Failure.answered(kind, "as the test says", status));

    assertThat(kindOf(ghosts(Future.succeededFuture(true)).get(call("pikachu")))).isEqualTo(kind);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aListThatDoesNotComeIsWaitedForASecondOnly() {
    var got = ghosts(Promise.<Boolean>promise().future()).get(call("pikachu"));
    time.pass(999);
    assertThat(got.isComplete()).isFalse();
    time.pass(1);

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
  }

  @Test
  void orAQuarterOfTheCallersTime() {
    var got = ghosts(Promise.<Boolean>promise().future()).get(call("pikachu", 400));
    time.pass(100);

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
  }

  @Test
  void whoHasLeftIsNotAskedForAgain() {
    Promise<Boolean> listed = Promise.promise();
    var call = call("pikachu");
    ghosts(listed.future()).get(call);
    call.cancel().cancel();
    listed.complete(true);

    assertThat(asked).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  private Ghosts ghosts(Future<Boolean> listed) {
    return new Ghosts(
        time,
        call -> listed,
        call -> {
          asked.add(call);
          return call.isBare() ? bare : usual;
        });
  }

  private static Future<Document> failed(Failure failure) {
    return Future.failedFuture(new FetchException(failure, Effort.ofRequest(100, 0)));
  }
}
