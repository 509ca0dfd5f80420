package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BatchReaderPropertyTest {

  private static final BatchReader READER = new BatchReader(BatchLimits.defaults());

  @Property(tries = 300)
  void aWrittenRequestIsReadBackUnchanged(@ForAll("requests") BatchRequest request) {
    assertThat(READER.read(write(request).toBuffer())).isEqualTo(request);
  }

  @Property(tries = 2_000)
  void anyBytesAreARequestOrAProblem(@ForAll byte[] bytes) {
    assertRequestOrProblem(Buffer.buffer(bytes));
  }

  @Property(tries = 2_000)
  void anyPiecesOfJsonAreARequestOrAProblem(@ForAll("pieces") String text) {
    assertRequestOrProblem(Buffer.buffer(text));
  }

  @Property(tries = 1_000)
  void aRequestWithOneByteChangedIsARequestOrAProblem(
      @ForAll("requests") BatchRequest request, @ForAll int where, @ForAll byte what) {
    var body = write(request).toBuffer();
    body.setByte(Math.floorMod(where, body.length()), what);
    assertRequestOrProblem(body);
  }

  private static void assertRequestOrProblem(Buffer body) {
    try {
      assertThat(READER.read(body).steps()).isNotEmpty();
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isIn(400, 422);
      assertThat(e.problem().toJson().toBuffer().toJsonObject().getString("detail")).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            "null",
            "true",
            "1",
            "-1",
            "1e400",
            "\"requests\":",
            "[\"a/b\"]",
            "{\"get\":\"a/1..2\"}",
            "\"id\":\"x\"",
            "\"mode\":",
            "\"\\ud800\"",
            "\u0000",
            "é",
            "😀")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<BatchRequest> requests() {
    var fields = Arbitraries.of("*", "id", "id,name", "types.type.name").map(Projection::parse);
    return Combinators.combine(
            Combinators.combine(targets(), fields)
                .as(NamelessStep::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20),
            Arbitraries.of(Mode.class),
            Arbitraries.of(OnError.class),
            Arbitraries.integers().between(1, 256),
            Arbitraries.longs().between(1, 60_000),
            fields,
            Arbitraries.of(TransportKind.class))
        .as(
            (steps, mode, onError, concurrency, deadlineMs, kept, transport) ->
                new BatchRequest(
                    named(steps),
                    OptionValues.defaults(BatchLimits.defaults())
                        .with(OptionTable.MODE, mode)
                        .with(OptionTable.ON_ERROR, onError)
                        .with(OptionTable.CONCURRENCY, (long) concurrency)
                        .with(OptionTable.DEADLINE_MS, deadlineMs)
                        .with(OptionTable.FIELDS, kept)
                        .with(OptionTable.TRANSPORT, transport)));
  }

  private static Arbitrary<DocumentList> targets() {
    var segment =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .withChars('-')
            .ofMinLength(1)
            .ofMaxLength(100);
    Arbitrary<DocumentList> documents =
        Combinators.combine(segment, segment).as((r, k) -> new DocumentList.Single(r + "/" + k));
    Arbitrary<DocumentList> links =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMaxLength(400)
            .map(tail -> new DocumentList.Single("https://elsewhere.example/" + tail));
    Arbitrary<DocumentList> ranges =
        Combinators.combine(
                segment,
                Arbitraries.integers().between(0, DocumentList.Range.MAX_ID - 100),
                Arbitraries.integers().between(0, 99))
            .as((resource, from, more) -> new DocumentList.Range(resource, from, from + more));
    return Arbitraries.oneOf(documents, links, ranges);
  }

  private record NamelessStep(DocumentList target, Projection fields) {}

  /** Every second step has no id. */
  private static List<Step> named(List<NamelessStep> nameless) {
    var steps = new ArrayList<Step>();
    for (var step : nameless) {
      var index = steps.size();
      var id = index % 2 == 0 ? Integer.toString(index) : "step_" + index;
      steps.add(new Step.Get(id, step.target(), View.of(step.fields())));
    }
    return steps;
  }

  private static JsonObject write(BatchRequest request) {
    var options = request.options();
    var steps = new JsonArray();
    for (var step : request.steps()) {
      var get = (Step.Get) step;
      var json = new JsonObject().put("get", text(get.target()));
      if (!get.view().equals(options.view())) {
        json.put("fields", get.view().fields().toString());
      }
      if (!get.id().equals(Integer.toString(steps.size()))) {
        json.put("id", get.id());
      }
      steps.add(json.size() == 1 ? json.getString("get") : json);
    }
    return new JsonObject()
        .put("requests", steps)
        .put("mode", options.get(OptionTable.MODE).name().toLowerCase(Locale.ROOT))
        .put("onError", options.get(OptionTable.ON_ERROR).name().toLowerCase(Locale.ROOT))
        .put("concurrency", options.concurrency())
        .put("deadlineMs", request.deadlineMs())
        .put("fields", options.view().fields().toString())
        .put(
            "transport",
            options.get(OptionTable.TRANSPORT) == TransportKind.BLOCKING
                ? "blocking"
                : "non-blocking");
  }

  private static String text(DocumentList target) {
    return target instanceof DocumentList.Range range
        ? String.format(Locale.ROOT, "%s/%d..%d", range.resource(), range.from(), range.to())
        : target.at(0);
  }
}
