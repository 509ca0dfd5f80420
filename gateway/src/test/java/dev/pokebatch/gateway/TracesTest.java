package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.gateway.testing.TraceReceiver;
import dev.pokebatch.gateway.testing.TraceReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans of batches, in one process, as a collector receives them. */
class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final TraceReceiver receiver = new TraceReceiver();
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private EmbeddedPair pair;
  private Client client;

  @BeforeEach
  void start(@TempDir Path folder) {
    var settings = new HashMap<>(receiver.settings());
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("DATA_DIR", folder.toString());
    pair = EmbeddedPair.startTraced(settings);
    client = new Client(pair.url());
  }

  @AfterEach
  void stop() {
    pair.close();
    pair.tracing().close();
    upstream.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void aBatchIsOneTraceFromTheClientToTheUpstream(String transport) {
    upstream.play(documents(1));
    var answer =
        batch(
            "01",
            new JsonObject().put("trace", true).put("transport", transport).put("fields", "id"),
            "pokemon/1");
    var spans = received();

    assertThat(answer.getJsonObject("summary").getString("traceId")).isEqualTo(TRACE);
    assertThat(spans).allSatisfy(span -> assertThat(span.traceId()).isEqualTo(TRACE));
    var request = only(spans, "POST /v1/batches");
    assertThat(request.parentId()).isEqualTo(CALLER);
    assertThat(request.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(request.attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/v1/batches")
        .containsEntry("url.scheme", "http")
        .containsEntry("client.address", "127.0.0.1")
        .containsEntry("http.response.status_code", "200");
    var batch = below(spans, request, "batch");
    assertThat(batch.attributes()).containsEntry("pokebatch.documents", "1");
    var step = below(spans, batch, "step");
    var sent = below(spans, step, "send document");
    assertThat(sent.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
    assertThat(sent.attributes())
        .containsEntry("messaging.system", "vertx")
        .containsEntry("pokebatch.document", "pokemon/1");
    var processed = below(spans, sent, "process document");
    assertThat(processed.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
    assertThat(processed.attributes()).containsEntry("pokebatch.cache", "miss");
    below(spans, processed, "cache look-up");
    below(spans, processed, "cut");
    var attempt = below(spans, processed, "attempt");
    below(spans, attempt, "wait for memory");
    below(spans, attempt, "wait for a token");
    below(spans, attempt, "wait for a permit");
    below(spans, attempt, "normalize");
    var exchange = below(spans, attempt, "GET");
    assertThat(exchange.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(exchange.attributes())
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.full", upstream.url() + "/pokemon/1/")
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("http.response.status_code", "200");
    assertThat(upstream.parents()).containsExactly("00-" + TRACE + "-" + exchange.id() + "-01");
  }

  @Test
  void eachAttemptHasASpanWithItsExchange() {
    var found = documents(1).getJsonObject("pokemon/1");
    upstream.play(
        new JsonObject().put("pokemon/1", new JsonObject().put("status", 503).put("then", found)));
    var answer = batch("01", new JsonObject(), "pokemon/1");
    var spans = received();

    assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(1);
    var processed = only(spans, "process document");
    var attempts = named(spans, "attempt");
    assertThat(attempts).hasSize(2).allMatch(one -> one.parentId().equals(processed.id()));
    assertThat(attempts).filteredOn(Received::hasFailed).hasSize(1);
    var exchanges = named(spans, "GET");
    assertThat(exchanges)
        .extracting(one -> one.attributes().get("http.response.status_code"))
        .containsExactlyInAnyOrder("503", "200");
    assertThat(exchanges)
        .extracting(Received::parentId)
        .containsExactlyInAnyOrderElementsOf(attempts.stream().map(Received::id).toList());
    assertThat(processed.hasFailed()).isFalse();
  }

  @Test
  void aJobHasATraceOfItsOwnWithALinkToTheRequestThatSubmittedIt() {
    upstream.play(documents(100));
    var jobs = new JobClient(pair.url());
    var path =
        jobs.submitted(new JsonObject().put("requests", new JsonArray().add("pokemon/1..100")));
    jobs.events(path, "");
    var spans = received();

    var job = only(spans, "job");
    var id = path.substring(path.lastIndexOf('/') + 1);
    assertThat(job.attributes()).containsEntry("pokebatch.job", id);
    assertThat(job.parentId()).isEmpty();
    var request = only(spans, "POST /v1/batches");
    assertThat(request.attributes()).containsEntry("pokebatch.job", id);
    assertThat(request.traceId()).isNotEqualTo(job.traceId());
    assertThat(job.links()).containsExactly(request.id());
    var step = below(spans, job, "step");
    assertThat(named(spans, "send document"))
        .hasSize(57) // of a hundred documents
        .allMatch(sent -> sent.traceId().equals(job.traceId()))
        .allMatch(sent -> sent.parentId().equals(step.id()));
    assertThat(named(spans, "GET"))
        .hasSize(57)
        .allMatch(exchange -> exchange.traceId().equals(job.traceId()));
  }

  @Test
  void aFailureIsMarked() {
    upstream.play(new JsonObject());
    batch("01", new JsonObject(), "pokemon/missing");
    var spans = received();

    assertThat(only(spans, "send document").hasFailed()).isTrue();
    assertThat(only(spans, "process document").attributes())
        .containsEntry("error.type", "not_found");
    assertThat(spans.stream().filter(span -> span.name().equals("GET")))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.attributes()).containsEntry("http.response.status_code", "404"));
    assertThat(only(spans, "POST /v1/batches").hasFailed()).isFalse();
  }

  @Test
  void ofManyDocumentsASampleHasSpans() {
    upstream.play(documents(500));
    batch("01", new JsonObject(), "pokemon/1..500");
    var spans = received();

    assertThat(named(spans, "send document")).hasSize(96);
    assertThat(named(spans, "process document")).hasSize(96);
    assertThat(named(spans, "GET")).hasSize(96);
    assertThat(upstream.parents())
        .hasSize(500)
        .allMatch(parent -> parent.startsWith("00-" + TRACE + "-"));
    assertThat(upstream.parents().stream().filter(parent -> parent.endsWith("-01"))).hasSize(96);
  }

  @Test
  void ofManyStepsASampleHasSpans() {
    upstream.play(documents(100));
    batch(
        "01",
        new JsonObject(),
        IntStream.rangeClosed(1, 100).mapToObj(i -> "pokemon/" + i).toArray(String[]::new));

    assertThat(named(received(), "step")).hasSize(57);
  }

  @Test
  void aTraceThatTheClientDoesNotRecordIsNotRecorded() {
    upstream.play(documents(1));
    var answer = batch("00", new JsonObject().put("trace", true), "pokemon/1");

    assertThat(answer.getJsonObject("summary").getString("traceId")).isEqualTo(TRACE);
    assertThat(received()).isEmpty();
    assertThat(upstream.parents()).hasSize(1).allMatch(parent -> parent.endsWith("-00"));
  }

  @Test
  void theTraceIsNamedOnlyToThoseWhoAsk() {
    upstream.play(documents(1));

    assertThat(batch("01", new JsonObject(), "pokemon/1").getJsonObject("summary").fieldNames())
        .doesNotContain("traceId");
  }

  private JsonObject batch(String flags, JsonObject request, String... steps) {
    request.put("requests", new JsonArray(List.of((Object[]) steps)));
    var parent = "00-" + TRACE + "-" + CALLER + "-" + flags;
    var sent = client.batchRequest(request, Map.of("traceparent", parent));
    return new JsonObject(client.send(sent, BodyHandlers.ofString()).body());
  }

  /** Closes the sender, which sends what is left. */
  private List<Received> received() {
    pair.close();
    pair.tracing().close();
    return receiver.spans();
  }

  private static List<Received> named(List<Received> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  private static Received only(List<Received> spans, String name) {
    var found = named(spans, name);
    assertThat(found).as(name + " of " + spans.stream().map(Received::name).toList()).hasSize(1);
    return Objects.requireNonNull(found.get(0));
  }

  private static Received below(List<Received> spans, Received parent, String name) {
    var found = only(spans, name);
    assertThat(found.parentId()).as(name).isEqualTo(parent.id());
    return found;
  }

  private static JsonObject documents(int count) {
    var script = new JsonObject();
    for (var i = 1; i <= count; i++) {
      var body = new JsonObject().put("id", i).put("name", "mon" + i);
      script.put("pokemon/" + i, new JsonObject().put("body", body));
    }
    return script;
  }
}
