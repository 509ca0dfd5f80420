package dev.pokebatch.fetcher.suggest;

import static dev.pokebatch.fetcher.suggest.TestLists.document;
import static dev.pokebatch.fetcher.suggest.TestLists.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Calls.Upstream;
import dev.pokebatch.fetcher.guard.TestScheduler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameListLoaderTest {

  private final Upstream upstream = new Upstream();
  private final TestScheduler time = new TestScheduler();
  private final NameListCache shared = new NameListCache(time::nanoTime);
  private final NameListLoader lists = lists();

  @Test
  void aWholeListIsRequestedAtOnce() {
    var nature = of("nature");
    upstream.answer(0, list("hardy", "bold"));

    assertThat(upstream.calls().get(0).path()).hasToString("nature?limit=100000&offset=0");
    assertThat(nature.result().names()).containsExactly("hardy", "bold");
    assertThat(nature.result().keys()).containsExactlyInAnyOrder("hardy", "bold", "1", "2");
  }

  @Test
  void concurrentCallersShareARequest() {
    var first = of("nature");
    var second = lists.of("nature", TransportKind.BLOCKING, 250);
    upstream.answer(0, list("hardy"));

    assertThat(upstream.calls()).hasSize(1);
    assertThat(first.result()).isSameAs(second.result());
  }

  @Test
  void aListIsCachedForTenMinutes() {
    of("nature");
    time.pass(5_000); // the ten minutes start when the list arrives
    upstream.answer(0, list("hardy"));

    time.pass(599_999);
    assertThat(of("nature").result().names()).containsExactly("hardy");
    time.pass(1);
    assertThat(of("nature").isComplete()).isFalse();
    assertThat(upstream.calls()).hasSize(2);
  }

  @Test
  void aFailedListIsEmptyAndNotRequestedForTenSeconds() {
    var failed = of("nature");
    upstream.fail(0, FailureKind.UPSTREAM_ERROR);

    assertThat(failed.result()).isSameAs(NameList.NONE);
    time.pass(9_999);
    assertThat(of("nature").result()).isSameAs(NameList.NONE);
    time.pass(1);
    assertThat(of("nature").isComplete()).isFalse();
  }

  @Test
  void anInvalidListIsEmpty() {
    of("nature");
    upstream.answer(0, document(new JsonObject().put("results", "none")));

    assertThat(of("nature").result().names()).isEmpty();
  }

  @Test
  void invalidNamesAreIgnored() {
    var entries =
        new JsonArray()
            .add("text")
            .addNull()
            .add(new JsonObject().put("name", 7).put("url", 7))
            .add(new JsonObject().put("name", "../up"))
            .add(new JsonObject().put("url", "/api/v2/evolution-chain/12/"))
            .add(new JsonObject().put("name", "hardy"));
    of("nature");
    upstream.answer(0, document(new JsonObject().put("results", entries)));

    assertThat(of("nature").result().names()).containsExactly("hardy");
    assertThat(of("nature").result().keys()).containsExactlyInAnyOrder("12", "hardy");
  }

  @Test
  void theWaitCountsFromTheFirstRequestOfAList() {
    var first = of("nature");
    time.pass(200);
    var second = of("nature");
    time.pass(50);
    var third = of("nature");

    assertThat(List.of(first, second, third))
        .allMatch(late -> late.isComplete() && late.result().equals(NameList.NONE));
    upstream.answer(0, list("hardy"));
    assertThat(of("nature").result().names()).containsExactly("hardy");
    assertThat(upstream.calls()).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  @Test
  void lanesShareLists() {
    var first = of("nature");
    var other = lists().of("nature", TransportKind.NON_BLOCKING, 250);
    upstream.answer(0, list("hardy"));

    assertThat(upstream.calls()).hasSize(1);
    assertThat(other.result()).isSameAs(first.result());
  }

  @Test
  void theIndexIsReadToo() {
    var resources = lists.resources(TransportKind.NON_BLOCKING, 250);
    upstream.answer(0, document(new JsonObject().put("nature", "/n/").put("../up", "/u/")));

    assertThat(upstream.calls().get(0).path()).isEqualTo(DocumentPath.INDEX);
    assertThat(resources.result().names()).containsExactly("nature");
  }

  @Test
  void tooLongListsAreNotRead() {
    var resources = lists.resources(TransportKind.NON_BLOCKING, 250);
    upstream.answer(
        0, document(new JsonObject().put("nature", "x".repeat(FieldLookup.MOST_BYTES))));

    assertThat(resources.result()).isSameAs(NameList.NONE);
  }

  @Test
  void theNumberOfCachedListsIsBounded() {
    for (var i = 0; i < 65; i++) {
      of("r" + i);
      upstream.answer(i, list("hardy"));
    }

    assertThat(of("r64").isComplete()).isTrue();
    assertThat(of("r0").isComplete()).as("the one that was longest without use").isFalse();
  }

  private NameListLoader lists() {
    return new NameListLoader(
        new FieldLookup(upstream, TestLists.WHOLE), shared, time, Runnable::run);
  }

  private Future<NameList> of(String resource) {
    return lists.of(resource, TransportKind.NON_BLOCKING, 250);
  }
}
