package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReplies;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that leave as one message are replied to, cancelled, and asked again one by one. */
class RequestBundlesTest extends ClientRig {

  private static final List<String> THREE = List.of("pokemon/1", "pokemon/2", "pokemon/3");

  @Test
  void requestsOfOneTurnAreOneMessageAndEachGetsItsReplyWhenItIsReady() throws Exception {
    bundlingFetcher("a");
    var calls = client().fetchAll(THREE, 20_000);
    var bundle = nextBundle();
    assertThat(bundle.body().requests()).extracting(FetchRequest::target).isEqualTo(THREE);

    var next = replyAndAwait(bundle, replies(bundle, 2, 0));
    assertThat(await(calls.get(2))).isEqualTo(FOUND);
    assertThat(await(calls.get(0))).isEqualTo(FOUND);
    assertThat(calls.get(1).reply().isComplete()).isFalse();
    next.reply(replies(bundle, 1));

    assertThat(await(calls.get(1))).isEqualTo(FOUND);
    assertThat(received).isEmpty();
  }

  @Test
  void aRequestWithoutCompanyIsSentAlone() throws Exception {
    bundlingFetcher("a");
    var call = client().fetch("pokemon/1", 20_000);
    nextRequest().reply(FOUND);

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aRequestForALongDocumentIsSentAlone() throws Exception {
    bundlingFetcher("a");
    var client = client();
    onContext(
        () -> {
          client.start("pokemon/1", 20_000, 0, grant(SHORT));
          client.start("pokemon/2", 20_000, 0, grant(SHORT + 1));
          client.start("pokemon/3", 20_000, 0, grant(SHORT));
          return Future.succeededFuture();
        });

    assertThat(nextRequest().body().target()).isEqualTo("pokemon/2");
    assertThat(nextBundle().body().requests())
        .extracting(FetchRequest::target)
        .containsExactly("pokemon/1", "pokemon/3");
  }

  @Test
  void aFetcherThatReadsNoBundlesGetsEachRequestAlone() throws Exception {
    fetcher("a");
    var calls = client().fetchAll(THREE, 20_000);
    for (var target : THREE) {
      var request = nextRequest();
      assertThat(request.body().target()).isEqualTo(target);
      request.reply(FOUND);
    }

    for (var call : calls) {
      assertThat(await(call)).isEqualTo(FOUND);
    }
  }

  @Test
  void moreRequestsThanABundleHoldsAreSeveralMessages() throws Exception {
    bundlingFetcher("a");
    var targets =
        IntStream.rangeClosed(0, FetchBundle.MOST).mapToObj(id -> "pokemon/" + id).toList();
    client().fetchAll(targets, 20_000);

    assertThat(nextBundle().body().requests()).hasSize(FetchBundle.MOST);
    assertThat(nextRequest().body().target()).isEqualTo("pokemon/" + FetchBundle.MOST);
  }

  @Test
  void whatAFetcherThatIsLostHasNotRepliedIsRequestedFromAnother() throws Exception {
    bundlingFetcher("a");
    var client = client();
    var calls = client.fetchAll(THREE, 20_000);
    var bundle = nextBundle();
    replyAndAwait(bundle, replies(bundle, 1));
    assertThat(await(calls.get(1))).isEqualTo(FOUND);

    bundlingFetcher("b");
    while (client.client.fetchers() < 2) {
      onContext(Future::succeededFuture);
    }
    depart("a");
    var again = nextBundle();
    assertThat(again.address()).contains(".b.");
    assertThat(again.body().requests())
        .extracting(FetchRequest::target)
        .containsExactly("pokemon/1", "pokemon/3");
    again.reply(replies(again, 0, 1));

    assertThat(await(calls.get(0))).isEqualTo(FOUND.after(1));
    assertThat(await(calls.get(2))).isEqualTo(FOUND.after(1));
  }

  @Test
  void eachRequestKeepsItsOwnDeadline() throws Exception {
    bundlingFetcher("a");
    var client = client();
    var calls =
        onContext(
            () ->
                Future.succeededFuture(
                    List.of(
                        client.start("pokemon/1", 100, 0, grant(SHORT)),
                        client.start("pokemon/2", 3_600_000, 0, grant(SHORT)))));
    var bundle = nextBundle();

    assertThat(kind(await(calls.get(0)))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(cancelled.poll(20, TimeUnit.SECONDS).numbers()).containsExactly(number(bundle, 0));
    assertThat(calls.get(1).reply().isComplete()).isFalse();
    bundle.reply(replies(bundle, 1, 0));
    assertThat(await(calls.get(1))).isEqualTo(FOUND);
  }

  @Test
  void aReplyToNoRequestOrASecondOneIsIgnored() throws Exception {
    bundlingFetcher("a");
    var calls = client().fetchAll(THREE, 20_000);
    var bundle = nextBundle();
    var first = numbered(bundle, 0);
    var stray = new FetchReplies.Numbered(Long.MIN_VALUE, FOUND);

    var next = replyAndAwait(bundle, new FetchReplies(List.of(first, stray, first)));
    next.reply(new FetchReplies(List.of(first, numbered(bundle, 1), numbered(bundle, 2))));

    for (var call : calls) {
      assertThat(await(call)).isEqualTo(FOUND);
    }
  }

  @Test
  void afterTheLastReplyRequestsWithoutAReplyAreUnreadable() throws Exception {
    bundlingFetcher("a");
    var calls = client().fetchAll(THREE, 20_000);
    var bundle = nextBundle();
    bundle.reply(replies(bundle, 0)); // and expects no message in return

    assertThat(await(calls.get(0))).isEqualTo(FOUND);
    assertThat(kind(await(calls.get(1)))).isEqualTo(FailureKind.NO_FETCHER);
    assertThat(kind(await(calls.get(2)))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aFetcherThatCannotReadABundleIsNotAskedAgain() throws Exception {
    bundlingFetcher("a");
    var calls = client().fetchAll(THREE, 20_000);
    nextBundle().reply(FetchReply.Failed.UNREADABLE);

    for (var call : calls) {
      assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
    }
  }

  private static Message<?> replyAndAwait(Message<?> bundle, FetchReplies replies)
      throws Exception {
    return bundle.replyAndRequest(replies).await(20, TimeUnit.SECONDS);
  }

  private static FetchReplies replies(Message<FetchBundle> bundle, int... indexes) {
    return new FetchReplies(
        Arrays.stream(indexes).mapToObj(index -> numbered(bundle, index)).toList());
  }

  private static FetchReplies.Numbered numbered(Message<FetchBundle> bundle, int index) {
    return new FetchReplies.Numbered(number(bundle, index), FOUND);
  }

  private static long number(Message<FetchBundle> bundle, int index) {
    CallId call = bundle.body().requests().get(index).call();
    return call.number();
  }
}
