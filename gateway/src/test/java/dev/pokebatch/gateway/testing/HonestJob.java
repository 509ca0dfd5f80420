package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A job, with checks that its status and its results in every format are consistent. */
public final class HonestJob {

  private static final List<String> OUTCOMES =
      List.of("succeeded", "failed", "skipped", "cancelled");

  private final JobClient client;
  private final String path;

  /** The job there. */
  public HonestJob(JobClient client, String path) {
    this.client = client;
    this.path = path;
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return client.json(path).getString("state").equals("ended");
  }

  /** Asks that it stop. */
  public void cancel() {
    var status = client.send("POST", path + "/cancel", Map.of()).statusCode();
    assertThat(status).isIn(200, 202);
  }

  /** The job has not ended, so no answer says that it is complete. */
  public void assertIncomplete() {
    var json = client.send("GET", path + "/results", Map.of("Accept", "application/json"));
    assertThat(new JsonObject(json.body()).getBoolean("ended")).isFalse();
    assertThat(new JsonObject(json.body()).getBoolean("complete")).isFalse();
    assertThat(json.headers().firstValue("Batch-Complete")).hasValue("?0");
    var csv = client.send("GET", path + "/results", Map.of("Accept", "text/csv"));
    assertThat(csv.headers().firstValue("Batch-Complete")).hasValue("?0");
    assertThat(client.lines(path + "/results"))
        .noneMatch(line -> line.getString("type").equals("summary"));
  }

  /** It has ended: its rows add up to its total, by outcome and in every form. */
  public void assertAddsUp(JsonObject status) {
    var summary = status.getJsonObject("summary");
    var total = summary.getInteger("total");
    assertThat(OUTCOMES.stream().mapToInt(summary::getInteger).sum()).isEqualTo(total);
    for (var outcome : OUTCOMES) {
      assertThat(status.getJsonObject("progress").getInteger(outcome))
          .isEqualTo(summary.getInteger(outcome));
      assertThat(client.items(path + "/results?status=" + outcome))
          .hasSize(summary.getInteger(outcome))
          .allMatch(line -> line.getJsonObject("item").getString("outcome").equals(outcome));
    }
    assertJson(status);
    assertLines(status);
    var csv = client.send("GET", path + "/results", Map.of("Accept", "text/csv"));
    assertThat(csv.body().lines()).hasSize(1 + total);
    assertThat(csv.headers().firstValue("Batch-Complete"))
        .hasValue(status.getBoolean("complete") ? "?1" : "?0");
    var events = client.events(path, "");
    assertThat(events).filteredOn(event -> event.name().equals("item")).hasSize(total);
    assertThat(new JsonObject(events.get(events.size() - 1).data()).getBoolean("complete"))
        .isEqualTo(status.getBoolean("complete"));
  }

  private void assertJson(JsonObject status) {
    var json = client.send("GET", path + "/results", Map.of("Accept", "application/json"));
    var answer = new JsonObject(json.body());
    assertThat(rows(answer.getJsonArray("responses")))
        .isEqualTo(status.getJsonObject("summary").getInteger("total"));
    assertThat(answer.getBoolean("complete")).isEqualTo(status.getBoolean("complete"));
    assertThat(json.headers().firstValue("Batch-Complete"))
        .hasValue(status.getBoolean("complete") ? "?1" : "?0");
  }

  private void assertLines(JsonObject status) {
    var lines = client.lines(path + "/results");
    var summary = lines.get(lines.size() - 1);
    assertThat(summary.getString("type")).isEqualTo("summary");
    assertThat(summary.getBoolean("complete")).isEqualTo(status.getBoolean("complete"));
    var total = status.getJsonObject("summary").getInteger("total");
    assertThat(lines).hasSize(1 + total);
    var half = total / 2;
    assertThat(client.items(path + "/results?after=" + half)).hasSize(total - half);
  }

  private static int rows(JsonArray responses) {
    var rows = 0;
    for (var entry : responses) {
      var response = (JsonObject) entry;
      var items = response.getJsonArray("items");
      var inner = response.getJsonArray("responses");
      rows += inner != null ? rows(inner) : items != null ? items.size() : 1;
    }
    return rows;
  }
}
