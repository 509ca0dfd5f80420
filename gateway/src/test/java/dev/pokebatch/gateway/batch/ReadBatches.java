package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads bodies with the default limits, for tests. */
final class ReadBatches {

  private ReadBatches() {}

  static BatchRequest read(String body) {
    return new BatchReader(BatchLimits.defaults()).read(Buffer.buffer(body));
  }

  static Problem problem(String body) {
    return problem(Buffer.buffer(body));
  }

  static Problem problem(Buffer body) {
    return problem(BatchLimits.defaults(), body);
  }

  static Problem problem(BatchLimits limits, Buffer body) {
    var reader = new BatchReader(limits);
    var thrown = catchThrowableOfType(ProblemException.class, () -> reader.read(body));
    assertThat(thrown).as("%s", body).isNotNull();
    return thrown.problem();
  }

  /** Returns the errors of an invalid request, in order. */
  static List<JsonObject> errors(String body) {
    var problem = problem(body);
    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(problem.status()).isEqualTo(400);
    return problem.toJson().getJsonArray("errors").stream().map(JsonObject.class::cast).toList();
  }

  static List<String> pointers(String body) {
    return errors(body).stream().map(e -> e.getString("pointer")).toList();
  }

  /** Returns a batch of one step. */
  static String get(String target) {
    return new JsonObject().put("requests", List.of(target)).encode();
  }
}
