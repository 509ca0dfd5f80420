package dev.pokebatch.fetcher.guard;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
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

class NotFoundVerifierTest {

  private final List<FetchCall> asked = new ArrayList<>();
  private Future<Document> usual =
      failed(Failure.answered(FailureKind.NOT_FOUND, "pikachu does not exist", 404));
  private Future<Document> omitSlash = Future.succeededFuture(document(1));

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 404", "UPSTREAM_REJECTED, 403"})
  void whatIsListedButDeniedIsAskedForByItsOtherUrl(FailureKind kind, int status) {
    usual = failed(Failure.answered(kind, "as the test says", status));
    var got = denials(UpstreamListing.LISTED).get(call("pikachu"));

    assertThat(got.result().effort()).isEqualTo(new Effort(2, 2, 1, 200, 1));
    assertThat(asked).extracting(FetchCall::omitSlash).containsExactly(false, true);
  }

  @Test
  void theAlternateUrlIsTriedOnceAndThenTheFirstFailureIsReturned() {
    omitSlash = failed(Failure.answered(FailureKind.UPSTREAM_ERROR, "broken", 500));
    var got = denials(UpstreamListing.LISTED).get(call("pikachu"));

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(((FetchException) got.cause()).effort().requests()).isEqualTo(2);
    assertThat(asked).hasSize(2);
  }

  @Test
  void anUnlistedDocumentIsNotTriedAgain() {
    var got = denials(UpstreamListing.NOT_LISTED).get(call("pikachu"));

    assertThat(kindOf(got)).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"UPSTREAM_ERROR, 500", "UPSTREAM_REJECTED, 429"})
  void otherFailuresAreNoGhosts(FailureKind kind, int status) {
    usual = failed(Failure.answered(kind, "as the test says", status));

    assertThat(kindOf(denials(UpstreamListing.LISTED).get(call("pikachu")))).isEqualTo(kind);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aResourceMissingFromTheIndexIsAnUnknownResource() {
    var got = denials(UpstreamListing.noResource(List.of("pokedex"))).get(call("pikachu"));

    var failure = ((FetchException) got.cause()).failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN_RESOURCE);
    assertThat(failure.suggestions()).containsExactly("pokedex");
    assertThat(failure.upstreamStatus()).isEqualTo(404);
  }

  @Test
  void aCancelledCallIsNotTriedAgain() {
    Promise<UpstreamListing> listing = Promise.promise();
    var call = call("pikachu");
    denials(listing.future()).get(call);
    call.cancel().cancel();
    listing.complete(UpstreamListing.LISTED);

    assertThat(asked).hasSize(1);
  }

  private NotFoundVerifier denials(UpstreamListing listing) {
    return denials(Future.succeededFuture(listing));
  }

  private NotFoundVerifier denials(Future<UpstreamListing> listing) {
    return new NotFoundVerifier(
        (call, denied) -> listing,
        call -> {
          asked.add(call);
          return call.omitSlash() ? omitSlash : usual;
        });
  }

  private static Future<Document> failed(Failure failure) {
    return Future.failedFuture(new FetchException(failure, Effort.ofRequest(100, 0)));
  }
}
