package dev.pokebatch.gateway.http.reference;

import dev.pokebatch.gateway.access.AccessConfig;
import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.access.Scope;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.http.admission.ServerLimits;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.quota.StoredQuotas;
import dev.pokebatch.gateway.sprite.SpriteSheet;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code GET /v1/limits}: the limits in force, and what the client that asks may do. */
public final class LimitsHandler {

  private static final String JSON = "application/json";

  private final JsonObject limits;
  private final String anonymous;
  private final StoredQuotas stored;

  /**
   * @param access what clients without an API key may do
   * @param limits the limits of a batch that is answered at once
   * @param serverLimits the limits of connections and requests
   * @param collections the most collections
   * @param collectionBytes the most bytes of all collections together
   * @param jobs the limits of jobs
   * @param stored what clients have left of what they may store
   */
  public LimitsHandler(
      AccessConfig access,
      BatchLimits limits,
      ServerLimits serverLimits,
      int collections,
      long collectionBytes,
      JobConfig jobs,
      StoredQuotas stored) {
    this.anonymous = access.anonymous().word();
    this.stored = stored;
    this.limits =
        limits
            .toJson()
            .mergeIn(serverLimits.toJson())
            .put("apiKeys", access.maxKeys())
            .put("collections", collections)
            .put("collectionBytes", collectionBytes)
            .put("jobs", jobs(jobs))
            .put("sheetSprites", SpriteSheet.MAX_CELLS)
            .put("requestLineBytes", HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH)
            .put("headerBytes", HttpServerOptions.DEFAULT_MAX_HEADER_SIZE);
  }

  private static JsonObject jobs(JobConfig jobs) {
    return new JsonObject()
        .put("documents", jobs.limits().documents())
        .put("batchShapeWork", jobs.limits().batchShapeWork())
        .put("deadlineMs", jobs.limits().maxDeadlineMs())
        .put("running", jobs.running())
        .put("queued", jobs.queued())
        .put("jobBytes", jobs.jobBytes())
        .put("jobsBytes", jobs.allBytes())
        .put("keptMs", jobs.kept().toMillis());
  }

  /** Answers with each limit under the name that problems use for it, and the defaults. */
  public void handle(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(JSON));
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // it depends on the key
    var account = RequestQuotas.account(context);
    var caller = RequestCaller.of(context);
    AsyncResponse.answer(
        context,
        stored.toJson(account.limits(), RequestClient.of(context), caller.owner()),
        storage -> {
          var quotas = account.toJson().mergeIn(storage);
          var answer = new JsonObject().put("access", access(caller)).put("quotas", quotas);
          CompleteResponse.send(context, JSON, answer.mergeIn(limits).toBuffer());
        });
  }

  private JsonObject access(Caller caller) {
    var scopes = caller.scopes().stream().sorted().map(Scope::word).toList();
    return new JsonObject()
        .put("anonymous", anonymous)
        .put("owner", caller.owner())
        .put("scopes", new JsonArray(scopes));
  }
}
