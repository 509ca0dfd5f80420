package dev.pokebatch.gateway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.openapi.AnswerCheck;
import dev.pokebatch.gateway.openapi.Description;
import dev.pokebatch.gateway.openapi.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares the scenarios with the description of the API: every response must match it, and every
 * request that was accepted.
 */
final class DescriptionCheck {

  private static final String LINES = "application/x-ndjson";
  private static final JsonObject NOTHING = new JsonObject();

  private final Description description;

  DescriptionCheck(Description description) {
    this.description = description;
  }

  void check(Scenario scenario, String body, HttpResponse<String> response) {
    var operation = description.operation(scenario.method(), response.uri().getRawPath());
    if (operation.isPresent()) {
      assertThat(AnswerCheck.faults(operation.get(), response)).as(response.body()).isEmpty();
      checkRequest(operation.get(), scenario, body, response);
    } else {
      var problem = new JsonObject(response.body());
      assertThat(description.schemas().faults(Description.named("Problem"), problem))
          .as(response.body())
          .isEmpty();
    }
  }

  /** Not every fault can be told from a schema, but members that are not known can. */
  private static void checkRequest(
      Operation operation, Scenario scenario, String body, HttpResponse<String> response) {
    var type = scenario.headers().getOrDefault("Content-Type", "");
    if (!operation.requestContent().containsKey(type)) {
      return;
    }
    if (response.statusCode() != 400) {
      var accepted = type.equals(LINES) ? accepted(body, response.body()) : body;
      assertThat(operation.bodyFaults(type, accepted)).as("accepted: " + accepted).isEmpty();
    } else if (hasUnknownMembers(new JsonObject(response.body()))) {
      assertThat(operation.bodyFaults(type, body)).as("refused: " + body).isNotEmpty();
    }
  }

  /** Of lines that are answered one by one, those that were not refused. */
  private static String accepted(String body, String answer) {
    var refused =
        answer
            .lines()
            .map(JsonObject::new)
            .filter(line -> line.getJsonObject("item", NOTHING).getInteger("status", 0) == 400)
            .map(line -> line.getInteger("index"))
            .collect(Collectors.toSet());
    var lines = body.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(line -> !refused.contains(line) && !lines.get(line).isBlank())
        .mapToObj(lines::get)
        .collect(Collectors.joining("\n"));
  }

  private static boolean hasUnknownMembers(JsonObject problem) {
    return problem.getJsonArray("errors", new JsonArray()).stream()
        .filter(error -> ((JsonObject) error).containsKey("pointer"))
        .map(error -> ((JsonObject) error).getString("detail"))
        .anyMatch(detail -> detail.startsWith("is not known"));
  }
}
