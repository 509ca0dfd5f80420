package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Answers;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Reading the status and the results of jobs over HTTP. */
abstract class JobReadingContract extends JobsFixture {

  JobReadingContract(StoreDatabase database) {
    super(database);
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
    jobs.awaitEnd(made.get(0));
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
}
