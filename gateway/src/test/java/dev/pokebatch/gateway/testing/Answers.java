package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** Assertions on answers of a gateway. */
public final class Answers {

  private static final String FIGURES =
      "\"(?:durationMs|attempts|ageMs|seq)\":[0-9.]+|\"cache\":\"[a-z]+\"|\"ended\":(?:true|false)";

  private Answers() {}

  /**
   * Returns the answer without the parts that differ between runs: times, cache statuses and the
   * summary.
   */
  public static String withoutFigures(String answer) {
    return answer
        .replaceAll("\"summary\":\\{.*?\\}\\}(,\"speedup\":[0-9.]+)?\\}", "\"summary\":{}")
        .replaceAll(FIGURES, "")
        .replaceAll(",+", ",")
        .replaceAll(",([}\\]])", "$1");
  }

  /** Returns the problem of an answer; fails if it is another problem or none. */
  public static JsonObject problem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    Abused.assertOurWords(answer.body());
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).isEqualTo("/problems/" + slug);
    return problem;
  }
}
