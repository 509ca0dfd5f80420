package dev.pokebatch.gateway.http.access;

import dev.pokebatch.gateway.access.ApiKeyService;
import dev.pokebatch.gateway.access.ApiKeyService.CreatedKey;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.store.key.KeyRow;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** {@code /v1/keys}: creates, lists, shows and deletes the API keys of the database. */
public final class ApiKeysHandler {

  private static final String JSON = "application/json";
  private static final String PATH = "/v1/keys";

  private final ApiKeyService keys;

  /** Creates a handler of these keys. */
  public ApiKeysHandler(ApiKeyService keys) {
    this.keys = keys;
  }

  /** Checks what can be refused of {@code POST} before the body arrives. */
  public void check(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.contentType(context, List.of(JSON));
    Negotiation.accept(context, List.of(JSON));
    context.next();
  }

  /** {@code POST /v1/keys}: creates a key. Its secret is in this answer and in no other. */
  public void create(RoutingContext context) {
    AsyncResponse.answer(
        context, keys.create(RequestBody.of(context)), created -> sendCreated(context, created));
  }

  private static void sendCreated(RoutingContext context, CreatedKey created) {
    context
        .response()
        .setStatusCode(201)
        .putHeader(HttpHeaders.LOCATION, PATH + "/" + created.key().id());
    send(context, json(created.key()).put("key", created.secret()));
  }

  /** {@code GET /v1/keys}: lists the keys, without their secrets. */
  public void list(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(JSON));
    AsyncResponse.answer(
        context,
        keys.list(),
        rows -> {
          var list = new JsonArray();
          rows.forEach(row -> list.add(json(row)));
          send(context, new JsonObject().put("keys", list));
        });
  }

  /** {@code GET /v1/keys/{id}}: shows a key, without its secret. */
  public void get(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(JSON));
    AsyncResponse.answer(
        context, keys.find(context.pathParam("id")), row -> send(context, json(row)));
  }

  /** {@code DELETE /v1/keys/{id}}: deletes a key. */
  public void delete(RoutingContext context) {
    QueryParameters.allow(context);
    AsyncResponse.answer(
        context,
        keys.delete(context.pathParam("id")),
        gone -> context.response().setStatusCode(204).end());
  }

  private static void send(RoutingContext context, JsonObject answer) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    CompleteResponse.send(context, JSON, answer.toBuffer());
  }

  private static JsonObject json(KeyRow row) {
    var json =
        new JsonObject()
            .put("id", row.id())
            .put("name", row.name())
            .put("scopes", new JsonArray(List.of(row.scopes().split(" "))))
            .put("createdAt", Instant.ofEpochMilli(row.createdAt()).toString());
    var expiresAt = row.expiresAt();
    if (expiresAt != null) {
      json.put("expiresAt", Instant.ofEpochMilli(expiresAt).toString());
    }
    if (row.quotas() != null) {
      json.put("quotas", new JsonObject(row.quotas()));
    }
    return json.put("links", new JsonObject().put("self", PATH + "/" + row.id()));
  }
}
