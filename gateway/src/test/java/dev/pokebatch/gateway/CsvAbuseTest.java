package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CSV answers with too many columns, and with the maximum number of columns. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class CsvAbuseTest {

  private static final int MOST = 256;
  private static final Map<String, String> CSV = Map.of("Accept", "text/csv");

  @RegisterExtension static final Abused pair = new Abused(Map.of("DATA_DIR", folder().toString()));

  private static Client client;
  private static JobClient jobs;

  private static Path folder() {
    return Path.of("target", "csv-abuse-" + System.nanoTime());
  }

  @BeforeAll
  static void clients() {
    client = new Client(pair.url());
    jobs = new JobClient(pair.url());
  }

  @Test
  void asManyColumnsAsThereMayBeAreAnswered() {
    var answer = jobs.post(table(MOST), CSV);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body().lines().findFirst().orElseThrow().split(",")).hasSize(MOST + 4);
  }

  @Test
  void oneColumnMoreIsRefusedWhicheverWayItIsAskedFor() {
    assertRefused(jobs.post(table(MOST + 1), CSV), MOST + 1);
    assertRefused(
        jobs.post(table(MOST + 1), Map.of("Accept", "text/csv", "Prefer", "respond-async, wait=5")),
        MOST + 1);
    var one = "/v1/pokemon/1?fields=" + fields(0, MOST + 1);
    assertRefused(jobs.send("GET", one, CSV), MOST + 1);

    var collections = new CollectionClient(pair.url());
    collections.stored("wide", table(MOST + 1).encode());
    assertRefused(collections.run("wide", CSV), MOST + 1);
    collections.clear();

    var job = jobs.submitted(table(MOST + 1));
    jobs.awaitEnd(job);
    assertRefused(jobs.send("GET", job + "/results", CSV), MOST + 1);
    assertThat(jobs.items(job + "/results")).hasSize(1);
  }

  @Test
  void columnsOfAllStepsAreCountedOnceEach() {
    var steps = new JsonArray();
    IntStream.range(0, 100)
        .forEach(
            i ->
                steps.add(
                    new JsonObject()
                        .put("get", "pokemon/1")
                        .put("fields", fields(750 * i, 750 * (i + 1)))));
    var batch = new JsonObject().put("requests", steps);

    pair.holdsTheEventLoopForMomentsOnly(() -> assertRefused(jobs.post(batch, CSV), 75_000));

    var same = new JsonArray();
    IntStream.range(0, 100)
        .forEach(
            i -> same.add(new JsonObject().put("get", "pokemon/1").put("fields", fields(0, MOST))));
    var answer = jobs.post(new JsonObject().put("requests", same), CSV);
    assertThat(answer.body().lines()).hasSize(101);
  }

  @Test
  void wideRowsOfLongListsHoldNobodyUp() {
    var elements = new JsonArray();
    IntStream.range(0, 5_000)
        .forEach(i -> elements.add(new JsonObject().put("x" + i % 7, "value " + i)));
    var script = new JsonObject();
    IntStream.range(2, 22)
        .forEach(
            i ->
                script.put(
                    "pokemon/" + i,
                    new JsonObject().put("body", new JsonObject().put("list", elements))));
    pair.play(script);
    var columns =
        IntStream.range(0, 249).mapToObj(i -> "list.x" + i).collect(Collectors.joining(","));
    var batch =
        new JsonObject()
            .put("requests", new JsonArray().add("pokemon/2..21"))
            .put("fields", columns);

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var lines =
              client.send(client.batchRequest(batch, CSV), BodyHandlers.ofLines()).body().toList();
          assertThat(lines).hasSize(21);
          var cells = List.of(lines.get(20).split(",", -1));
          assertThat(cells).hasSize(253);
          assertThat(cells.get(0)).startsWith("value 0|||||||value 7|");
          assertThat(cells.get(200)).isEqualTo("|".repeat(4_999));
        });
  }

  private static void assertRefused(HttpResponse<String> answer, int columns) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(new JsonObject(answer.body()).getMap())
        .containsEntry("type", "/problems/limit-exceeded")
        .containsEntry("limit", "csvColumns")
        .containsEntry("max", MOST)
        .containsEntry("actual", columns);
  }

  private static JsonObject table(int columns) {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1"))
        .put("fields", fields(0, columns));
  }

  private static String fields(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toString(i, Character.MAX_RADIX))
        .collect(Collectors.joining(","));
  }
}
