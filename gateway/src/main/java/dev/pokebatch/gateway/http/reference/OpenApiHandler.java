package dev.pokebatch.gateway.http.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.http.response.ConstantBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The OpenAPI 3.1 description of the API, as YAML and as JSON. */
public final class OpenApiHandler {

  private static final String YAML = "application/yaml"; // RFC 9512
  private static final String JSON = "application/json";

  private static final ConstantBody WRITTEN = new ConstantBody(read("/openapi.yaml"));

  private OpenApiHandler() {}

  /** {@code GET /openapi.yaml}: sends the description as it is written. */
  public static void yaml(RoutingContext context) {
    agree(context, YAML);
    CompleteResponse.send(context, YAML, WRITTEN);
  }

  /** {@code GET /openapi.json}: sends the description as JSON. */
  public static void json(RoutingContext context) {
    agree(context, JSON);
    var text = Future.fromCompletionStage(AsJson.TEXT, context.vertx().getOrCreateContext());
    AsyncResponse.answer(context, text, json -> CompleteResponse.send(context, JSON, json));
  }

  private static void agree(RoutingContext context, String type) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(type));
  }

  private static Buffer read(String resource) {
    try (var file = OpenApiHandler.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("missing resource: " + resource);
      }
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static ConstantBody toJson(Buffer yaml) {
    var json = new ByteArrayOutputStream();
    try (var from = new YAMLFactory().createParser(yaml.getBytes());
        var to = new JsonFactory().createGenerator(json)) {
      from.nextToken();
      to.copyCurrentStructure(from);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new ConstantBody(Buffer.buffer(json.toByteArray()));
  }

  /** Created once, at the first request for it, on another thread: it takes a fifth of a second. */
  private static final class AsJson {
    static final CompletableFuture<ConstantBody> TEXT =
        CompletableFuture.supplyAsync(() -> toJson(WRITTEN.plain()));
  }
}
