package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.gateway.store.ResultOutcome;
import dev.pokebatch.gateway.testing.Answers;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Durable batches as their clients see them, whatever the database. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class JobsContract {

  private static final int LATENCY_MS = 40;

  private final Sample sample =
      new Sample(
          SampleConfig.defaults()
              .withLatencyMs(LATENCY_MS)
              .withDocumentKb(40)
              .withDocuments(5_000));

  @SuppressWarnings("NullAway.Init")
  private EmbeddedPair pair;

  @SuppressWarnings("NullAway.Init")
  private JobClient jobs;

  /** What names the database, which is empty. */
  abstract Map<String, String> database();

  @BeforeAll
  void start() {
    var settings = new HashMap<>(database());
    settings.put("POKEAPI_URL", sample.url());
    settings.put("UPSTREAM_RATE", "0");
    settings.put("MAX_JOBS", "40");
    pair = EmbeddedPair.start(settings);
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  void stop() {
    if (pair != null) {
      pair.close();
    }
    sample.close();
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
  void itsResultsAreThoseOfTheSameBatchThatIsAnsweredAtOnce() {
    var group =
        new JsonObject()
            .put(
                "sequence",
                new JsonArray()
                    .add("pokemon/7")
                    .add(new JsonObject().put("parallel", List.of("pokemon/8", "pokemon/nobody"))));
    var page =
        new JsonObject()
            .put("id", "page")
            .put("get", "pokemon?limit=3&offset=20")
            .put("fields", "*");
    var cards =
        new JsonObject()
            .put("id", "cards")
            .put("get", new JsonObject().put("from", "page").put("path", "$.results[*].url"));
    var none =
        new JsonObject()
            .put("get", new JsonObject().put("from", "page").put("path", "$.nothing[*]"));
    var batch = batch("pokemon/1", "pokemon/2..4", group, page, cards, none, "pokemon/missingno");
    jobs.post(batch, Map.of()); // from now on all of it is there
    var job = jobs.submitted(batch);
    jobs.awaitEnd(job);

    for (var type : List.of("application/json", "text/csv")) {
      var posted = jobs.post(batch, Map.of("Accept", type)).body();
      var kept = jobs.send("GET", job + "/results", Map.of("Accept", type)).body();
      assertThat(Answers.withoutFigures(kept)).isEqualTo(Answers.withoutFigures(posted));
    }
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

  @Test
  void resultsCanBeReadWhileItRunsAndFromAnyNumberOn() {
    var job = jobs.submitted(batch("pokemon/1100..1299").put("concurrency", 4));
    jobs.awaitProgress(job, 10);
    var some = jobs.lines(job + "/results");
    var last = some.get(some.size() - 1);
    assertThat(last.getString("type")).isEqualTo("progress");
    var seq = last.getInteger("seq");
    assertThat(seq).isEqualTo(some.size() - 1);
    var partly = jobs.json(job + "/results");
    assertThat(partly.getBoolean("ended")).isFalse();
    assertThat(partly.getBoolean("complete")).isFalse();

    jobs.awaitEnd(job);
    var rest = jobs.items(job + "/results?after=" + seq);
    assertThat(rest).extracting(line -> line.getInteger("seq")).isSorted().hasSize(200 - seq);
    assertThat(rest.get(0).getInteger("seq")).isEqualTo(seq + 1);
  }

  @Test
  void onlyWhatFailedCanBeRead() {
    var job = jobs.submitted(batch("pokemon/1..20", "pokemon/nobody", "pokemon/no-one"));
    jobs.awaitEnd(job);

    assertThat(jobs.items(job + "/results?status=failed")).hasSize(2);
    var json = jobs.json(job + "/results?status=failed,skipped");
    assertThat(json.getJsonArray("responses")).hasSize(2);
    var csv = jobs.send("GET", job + "/results?status=failed", Map.of("Accept", "text/csv")).body();
    assertThat(csv.lines()).hasSize(3);
    for (var query : List.of("status=nothing", "after=-1", "after=x", "follow=maybe", "page=1")) {
      assertProblem("GET", job + "/results?" + query, 400, "invalid-request");
    }
  }

  @Test
  void whatIsReadCanBeCompressed() throws IOException {
    var job = jobs.submitted(batch("pokemon/1..50"));
    jobs.awaitEnd(job);

    for (var type : List.of("application/json", "text/csv", "application/x-ndjson")) {
      var plain = jobs.send("GET", job + "/results", Map.of("Accept", type));
      var compressed =
          jobs.bytes(job + "/results", Map.of("Accept", type, "Accept-Encoding", "br, gzip"));
      var refused =
          jobs.send("GET", job + "/results", Map.of("Accept", type, "Accept-Encoding", "gzip;q=0"));

      assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
        assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(plain.body());
      }
      assertThat(compressed.body()).hasSizeLessThan(plain.body().length() / 2);
      assertThat(refused.body()).isEqualTo(plain.body());
    }
  }

  @Test
  void whoFollowsAJobFromAnyMomentSeesEveryResultOnceAndInOrder() {
    var job = jobs.submitted(batch("pokemon/1300..1599").put("concurrency", 8));
    var readers =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  jobs.awaitProgress(job, i * 25);
                  return jobs.linesAsync(job + "/results?follow=true&after=" + i * 10);
                })
            .toList();

    for (var i = 0; i < readers.size(); i++) {
      var lines = readers.get(i).join();
      assertThat(lines.get(lines.size() - 1).getString("type")).isEqualTo("summary");
      assertThat(lines)
          .filteredOn(line -> line.getString("type").equals("item"))
          .extracting(line -> line.getInteger("seq"))
          .containsExactlyElementsOf(IntStream.rangeClosed(i * 10 + 1, 300).boxed().toList());
    }
  }

  @Test
  void eventsGoOnAfterTheLastThatAClientHad() {
    var job = jobs.submitted(batch("pokemon/1600..1699").put("concurrency", 8));
    var all = jobs.events(job, "");
    var rest = jobs.events(job, "60");

    assertThat(all.stream().filter(event -> event.name().equals("item")).map(JobClient.Event::id))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList());
    assertThat(all.get(all.size() - 1).name()).isEqualTo("summary");
    assertThat(rest.stream().filter(event -> event.name().equals("item")).map(JobClient.Event::id))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(61, 100).mapToObj(String::valueOf).toList());
    var over = Map.of("Accept", "text/event-stream", "Last-Event-ID", all.get(all.size() - 1).id());
    assertThat(jobs.send("GET", job + "/events", over).statusCode()).isEqualTo(204);
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    var made = IntStream.range(0, 5).mapToObj(i -> jobs.submitted(batch("pokemon/1"))).toList();
    var listed = new ArrayList<String>();
    var next = "/v1/batches?limit=2";
    while (next != null && listed.size() < 500) {
      var page = jobs.json(next);
      page.getJsonArray("jobs")
          .forEach(job -> listed.add(((JsonObject) job).getJsonObject("links").getString("self")));
      next = page.getString("next");
    }

    assertThat(listed).doesNotHaveDuplicates();
    assertThat(listed.stream().filter(made::contains)).hasSize(5);
    assertThat(jobs.json("/v1/batches?state=ended").getJsonArray("jobs")).isNotEmpty();
    for (var query : List.of("limit=0", "limit=101", "state=done", "after=nonsense")) {
      assertProblem("GET", "/v1/batches?" + query, 400, "invalid-request");
    }
  }

  @Test
  void whoWaitsForAJobHearsWhenItHasEndedOrWhenTheTimeIsOver() {
    var job = jobs.submitted(batch("pokemon/1700..1999").put("concurrency", 1));
    jobs.awaitProgress(job, 1);
    var early = jobs.send("GET", job, Map.of("Prefer", "wait=1"));
    assertThat(early.headers().firstValue("Preference-Applied")).hasValue("wait=1");
    assertThat(new JsonObject(early.body()).getString("state")).isEqualTo("running");
    assertThat(new JsonObject(early.body()).getJsonObject("progress").getLong("remainingMs"))
        .isPositive();

    var late = jobs.sendAsync(jobs.request("GET", job, Map.of("Prefer", "wait=60")));
    jobs.send("POST", job + "/cancel", Map.of());
    assertThat(new JsonObject(late.join().body()).getString("state")).isEqualTo("ended");
  }

  @Test
  void aJobThatNobodyHasIsNotFound() {
    for (var path : List.of("", "/results", "/events")) {
      assertProblem("GET", "/v1/batches/none" + path, 404, "job-not-found");
    }
    assertProblem("POST", "/v1/batches/none/retry", 404, "job-not-found");
    assertProblem("PUT", "/v1/batches/none", 405, "method-not-allowed");
    assertProblem("GET", "/v1/batches/none/cancel", 405, "method-not-allowed");
  }

  private void assertProblem(String method, String path, Object... anyOf) {
    var answer = jobs.send(method, path, Map.of());
    var problem = new JsonObject(answer.body());
    var expected =
        IntStream.range(0, anyOf.length / 2)
            .mapToObj(i -> anyOf[2 * i] + " /problems/" + anyOf[2 * i + 1])
            .toList();
    assertThat(answer.statusCode() + " " + problem.getString("type")).isIn(expected);
  }

  private static void assertCountsAddUp(JsonObject job) {
    var summary = job.getJsonObject("summary");
    var sum =
        Stream.of(ResultOutcome.values()).mapToInt(one -> summary.getInteger(one.word())).sum();
    assertThat(sum).isEqualTo(summary.getInteger("total"));
  }

  private static JsonObject batch(Object... steps) {
    return new JsonObject().put("requests", new JsonArray(List.of(steps))).put("fields", "id,name");
  }
}
