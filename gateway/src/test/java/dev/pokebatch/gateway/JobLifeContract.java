package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.testing.Answers;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The life cycle of jobs over HTTP, from submission to deletion. */
abstract class JobLifeContract extends JobsFixture {

  JobLifeContract(StoreDatabase database) {
    super(database);
  }

  @Test
  void aBatchThatIsToBeKeptIsAcceptedAndDone() {
    var accepted = jobs.submit(batch("pokemon/1..151"), Map.of());
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Preference-Applied")).hasValue("respond-async");
    assertThat(accepted.headers().firstValue("Retry-After")).isPresent();
    var job = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(new JsonObject(accepted.body()).getString("state")).isIn("queued", "running");

    var ended = jobs.awaitEnd(job);

    assertThat(ended.getString("endReason")).isEqualTo("completed");
    assertThat(ended.getString("outcome")).isEqualTo("succeeded");
    assertThat(ended.getJsonObject("summary").getInteger("succeeded")).isEqualTo(151);
    assertThat(ended.getString("endedAt")).isGreaterThanOrEqualTo(ended.getString("startedAt"));
    assertThat(ended.getString("expiresAt")).isGreaterThan(ended.getString("endedAt"));
  }

  @Test
  void whatIsDoneInTimeIsAnsweredAsIfItHadNotBeenKept() {
    var batch = batch("pokemon/11", "pokemon/12..14", "pokemon/nobody");
    var waited = jobs.submit(batch, Map.of("Prefer", "respond-async, wait=20"));
    var posted = jobs.post(batch, Map.of());

    assertThat(waited.statusCode()).isEqualTo(200);
    assertThat(waited.headers().firstValue("Preference-Applied"))
        .hasValue("respond-async, wait=20");
    assertThat(waited.headers().firstValue("Content-Location")).isPresent();
    assertThat(waited.headers().firstValue("Batch-Complete")).hasValue("?0");
    assertThat(Answers.withoutFigures(waited.body()))
        .isEqualTo(Answers.withoutFigures(posted.body()));
  }

  @Test
  void whatIsNotDoneInTimeIsAcceptedAndNothingIsGotTwice() {
    var waited =
        jobs.submit(
            batch("pokemon/200..259").put("concurrency", 1),
            Map.of("Prefer", "respond-async, wait=1"));

    assertThat(waited.statusCode()).isEqualTo(202);
    jobs.awaitEnd(waited.headers().firstValue("Location").orElseThrow());
    assertThat(IntStream.rangeClosed(200, 259))
        .allMatch(id -> sample.stats().requests("pokemon/" + id) == 1);
  }

  @Test
  void whatFailedAltogetherIsNoSuccess() {
    var ended = jobs.awaitEnd(jobs.submitted(batch("pokemon/nobody", "pokemon/no-one")));

    assertThat(ended.getString("endReason")).isEqualTo("completed");
    assertThat(ended.getString("outcome")).isEqualTo("failed");
    assertThat(ended.getBoolean("complete")).isFalse();
  }

  @Test
  void aJobWhoseTimeRunsOutHasExpiredAndKeepsWhatItHas() {
    jobs.post(batch("pokemon/2000..2009"), Map.of()); // those will not take long
    var late = batch("pokemon/2000..2399").put("concurrency", 1).put("deadlineMs", 4_000);
    var ended = jobs.awaitEnd(jobs.submitted(late));

    assertThat(ended.getString("endReason")).isEqualTo("expired");
    assertThat(ended.getString("outcome")).isEqualTo("partial");
    assertThat(ended.getJsonObject("summary").getInteger("succeeded")).isPositive();
    assertCountsAddUp(ended);
  }

  @Test
  void aJobThatIsCalledOffKeepsWhatItHas() {
    var job = jobs.submitted(batch("pokemon/400..899").put("concurrency", 2));
    jobs.awaitProgress(job, 5);

    var asked = jobs.send("POST", job + "/cancel", Map.of());
    assertThat(asked.statusCode()).isEqualTo(202);
    var ended = jobs.awaitEnd(job);

    assertThat(ended.getString("endReason")).isEqualTo("cancelled");
    assertThat(ended.getString("outcome")).isEqualTo("partial");
    assertThat(ended.getJsonObject("summary").getInteger("cancelled")).isPositive();
    assertCountsAddUp(ended);
    var again = jobs.send("POST", job + "/cancel", Map.of());
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(again.body())).isEqualTo(ended);
  }

  @Test
  void whatAJobHasNotGotAnotherOneGets() {
    var job = jobs.submitted(batch("pokemon/900..999", "pokemon/nobody").put("concurrency", 2));
    jobs.awaitProgress(job, 5);
    jobs.send("POST", job + "/cancel", Map.of());
    var summary = jobs.awaitEnd(job).getJsonObject("summary");
    var had = summary.getInteger("succeeded");

    var accepted = jobs.send("POST", job + "/retry", Map.of());
    assertThat(accepted.statusCode()).isEqualTo(202);
    var retry = jobs.awaitEnd(accepted.headers().firstValue("Location").orElseThrow());

    assertThat(retry.getString("retryOf")).isEqualTo(job.replaceFirst(".*/", ""));
    assertThat(retry.getJsonObject("summary").getInteger("total")).isEqualTo(101 - had);
    assertThat(retry.getJsonObject("summary").getInteger("succeeded")).isEqualTo(100 - had);
    var places =
        Stream.of(job, retry.getJsonObject("links").getString("self"))
            .flatMap(path -> jobs.items(path + "/results?status=succeeded").stream())
            .map(item -> item.getJsonObject("item").getInteger("index"))
            .toList();
    assertThat(places)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void thereIsNothingToGetAgainWhereEverythingIsThere() {
    var job = jobs.submitted(batch("pokemon/1"));
    assertProblem("POST", job + "/retry", 409, "job-not-ended", 400, "invalid-request");
    jobs.awaitEnd(job);

    assertThat(jobs.send("POST", job + "/retry", Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void aJobThatHasEndedCanBeDeleted() {
    var job = jobs.submitted(batch("pokemon/1000..1099").put("concurrency", 1));
    assertProblem("DELETE", job, 409, "job-not-ended");
    assertProblem("POST", job + "/retry", 409, "job-not-ended");
    jobs.send("POST", job + "/cancel", Map.of());
    jobs.awaitEnd(job);

    assertThat(jobs.send("DELETE", job, Map.of()).statusCode()).isEqualTo(204);
    for (var path : List.of(job, job + "/results", job + "/events")) {
      assertProblem("GET", path, 404, "job-not-found");
    }
    assertProblem("DELETE", job, 404, "job-not-found");
    assertProblem("POST", job + "/cancel", 404, "job-not-found");
  }

  @Test
  void theSameKeyAndBodyMakeOneJob() {
    var batch = batch("pokemon/1..5");
    var headers = Map.of("Idempotency-Key", "\"one\"");
    var first = jobs.submit(batch, headers);
    var second = jobs.submit(batch, Map.of("Idempotency-Key", "one"));
    var other = jobs.submit(batch("pokemon/1..6"), headers);
    var bad = jobs.submit(batch, Map.of("Idempotency-Key", "x".repeat(256)));

    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("/problems/idempotency-key-reused");
    assertThat(bad.statusCode()).isEqualTo(400);
  }

  @Test
  void ofManyWithTheSameKeyAtOnceOneMakesTheJob() {
    var request = jobs.request(batch("pokemon/1..5"), Map.of("Idempotency-Key", "race"));
    var answers =
        IntStream.range(0, 20).mapToObj(i -> jobs.sendAsync(request)).toList().stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers)
        .allMatch(answer -> answer.statusCode() == 202 || answer.statusCode() == 409);
    assertThat(answers.stream().flatMap(answer -> answer.headers().allValues("Location").stream()))
        .isNotEmpty();
    assertThat(answers.stream().flatMap(answer -> answer.headers().allValues("Location").stream()))
        .containsOnly(
            jobs.sendAsync(request).join().headers().firstValue("Location").orElseThrow());
  }

  private static void assertCountsAddUp(JsonObject job) {
    var summary = job.getJsonObject("summary");
    var sum =
        OutcomeKind.OF_DOCUMENT.stream().mapToInt(one -> summary.getInteger(one.word())).sum();
    assertThat(sum).isEqualTo(summary.getInteger("total"));
  }
}
