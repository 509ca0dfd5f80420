package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** Answers of a gateway, held against what they should be. */
public final class Answers {

  private static final String FIGURES =
      "\"(?:durationMs|attempts|ageMs|seq)\":[0-9.]+|\"cache\":\"[a-z]+\"|\"ended\":(?:true|false)";

  private Answers() {}

  /** What is the same each time: without times, where documents came from, and the summary. */
  public static String withoutFigures(String answer) {
    return answer
        .replaceAll("\"summary\":\\{.*?\\}\\}(,\"speedup\":[0-9.]+)?\\}", "\"summary\":{}")
        .replaceAll(FIGURES, "")
        .replaceAll(",+", ",")
        .replaceAll(",([}\\]])", "$1");
  }

  /** The problem that an answer is, in our words; fails where it is another one, or none. */
  public static JsonObject problem(HttpResponse<String> answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    Abused.assertOurWords(answer.body());
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("type")).isEqualTo("/problems/" + slug);
    return problem;
  }
}
