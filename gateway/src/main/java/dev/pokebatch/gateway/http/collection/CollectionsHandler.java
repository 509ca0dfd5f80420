package dev.pokebatch.gateway.http.collection;

import dev.pokebatch.gateway.access.ApiKey;
import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.answer.EntityTags;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.collection.CollectionService;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.Preconditions;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.RequestFault;
import dev.pokebatch.gateway.problem.RequestProblems;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.store.collection.CollectionRow;
import dev.pokebatch.gateway.store.collection.CollectionTable.Change;
import dev.pokebatch.gateway.store.collection.CollectionTable.Stored;
import dev.pokebatch.gateway.store.collection.Precondition;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** {@code /v1/collections}: stores, lists and returns batch requests under names. */
public final class CollectionsHandler {

  private static final String JSON = "application/json";
  private static final String OWNER = "owner";
  private static final String PATH = "/v1/collections";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String NO_NAME = "must be 1 to 64 letters, digits, '_' and '-'";

  /** RFC 9110, section 5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final CollectionService collections;
  private final BatchBodyReader reader;

  /**
   * @param reader reads within the limits of jobs, so that every request that can run can be stored
   */
  public CollectionsHandler(CollectionService collections, BatchBodyReader reader) {
    this.collections = collections;
    this.reader = reader;
  }

  /** Returns the collection's name from the path. */
  static String name(RoutingContext context) {
    var name = context.pathParam("name");
    if (!NAME.matcher(name).matches()) {
      var fault = RequestFault.ofParameter("name", NO_NAME);
      throw new ProblemException(RequestProblems.invalidRequest(List.of(fault), 0));
    }
    return name;
  }

  /**
   * Returns whose collection is meant: the caller's, unless the query has an {@code owner}.
   *
   * @throws ProblemException {@code not-found} if the caller may not use what that owner has
   */
  private static String owner(RoutingContext context) {
    return owner(context, RequestCaller.of(context).owner());
  }

  private static String owner(RoutingContext context, String absent) {
    var owner = context.queryParams().get(OWNER);
    if (owner == null) {
      return absent;
    }
    if (!ApiKey.isName(owner)) {
      throw QueryParameters.fault(OWNER, "must be the name of an API key, or anonymous");
    }
    if (!RequestCaller.of(context).mayUse(owner)) {
      throw CollectionService.notFound();
    }
    return owner;
  }

  /**
   * {@code GET /v1/collections}: lists the caller's collections in the order of their names; those
   * of every owner for an admin.
   */
  public void list(RoutingContext context) {
    QueryParameters.allow(context, "limit", "after", OWNER);
    Negotiation.accept(context, List.of(JSON));
    var limit = (int) QueryParameters.number(context, "limit", 20, 1, 100);
    var after = context.queryParams().getAll("after");
    if (after.size() > 1 || !after.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw QueryParameters.fault("after", NO_NAME + ", and be given once");
    }
    var caller = RequestCaller.of(context);
    var from = after.isEmpty() ? "" : after.get(0);
    AsyncResponse.answer(
        context,
        caller.isAdmin()
            ? collections.listAll(from, owner(context, ""), limit + 1) // after this owner's one
            : collections.list(owner(context), from, limit + 1),
        found -> {
          context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
          CompleteResponse.send(context, JSON, page(caller, found, limit).toBuffer());
        });
  }

  private static JsonObject page(Caller caller, List<CollectionRow.Entry> found, int limit) {
    var list = new JsonArray();
    found.stream().limit(limit).forEach(entry -> list.add(json(caller, entry)));
    var page = new JsonObject().put("collections", list);
    if (found.size() <= limit) {
      return page;
    }
    var last = found.get(limit - 1);
    var ofOwner = caller.isAdmin() ? "&owner=" + last.owner() : "";
    return page.put("next", PATH + "?limit=" + limit + "&after=" + last.name() + ofOwner);
  }

  private static JsonObject json(Caller caller, CollectionRow.Entry entry) {
    var path = PATH + "/" + entry.name();
    var own = entry.owner().equals(caller.owner());
    var links = new JsonObject().put("self", own ? path : path + "?owner=" + entry.owner());
    if (own) {
      links.put("runs", path + "/runs");
    }
    var json = new JsonObject().put("name", entry.name());
    if (caller.isAdmin()) {
      json.put(OWNER, entry.owner());
    }
    return json.put("etag", entry.etag())
        .put("documents", entry.documents())
        .put("createdAt", Instant.ofEpochMilli(entry.createdAt()).toString())
        .put("updatedAt", Instant.ofEpochMilli(entry.updatedAt()).toString())
        .put("links", links);
  }

  /** {@code GET /v1/collections/{name}}: returns the request as it was stored. */
  public void get(RoutingContext context) {
    QueryParameters.allow(context, OWNER);
    Negotiation.accept(context, List.of(JSON));
    var preconditions = Preconditions.of(context);
    var memory = UnreadResponseMemory.deferred(context);
    var found =
        collections
            .find(
                owner(context),
                name(context),
                length -> memory.reserve(CompleteResponse.needed(context, length)))
            .onFailure(failed -> memory.close());
    AsyncResponse.answer(
        context, found, collection -> show(context, preconditions, collection, memory.get()));
  }

  private static void show(
      RoutingContext context,
      Preconditions preconditions,
      CollectionRow found,
      Reservation memory) {
    var tag = found.entry().etag();
    if (!preconditions.matches(tag)) {
      memory.close();
      context.fail(CollectionService.failed());
      return;
    }
    var response = validators(context, found.entry());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    AcceptEncoding.vary(response.headers());
    if (CompleteResponse.isCompressed(context, found.body().length())) {
      response.putHeader(HttpHeaders.ETAG, EntityTags.compressed(tag));
    }
    if (preconditions.isCached(tag)) {
      memory.close();
      response.setStatusCode(304).end();
    } else {
      CompleteResponse.send(context, JSON, found.body(), memory);
    }
  }

  /** Checks what can be refused of {@code PUT} before the body arrives. */
  public void check(RoutingContext context) {
    QueryParameters.allow(context, OWNER);
    owner(context);
    name(context);
    Negotiation.contentType(context, List.of(JSON));
    context.next();
  }

  /** {@code PUT /v1/collections/{name}}: stores the body unchanged. */
  public void put(RoutingContext context) {
    var owner = owner(context);
    var name = name(context);
    var body = RequestBody.of(context);
    var condition = Preconditions.of(context).toCondition();
    var most = RequestQuotas.account(context).limits().of(Quota.COLLECTIONS);
    var storing =
        reader
            .read(body)
            .compose(
                batch -> collections.put(owner, most, name, body, batch.documents(), condition));
    AsyncResponse.answer(
        context, RequestBody.retainUntil(context, storing), stored -> sendStored(context, stored));
  }

  private static void sendStored(RoutingContext context, Stored stored) {
    var entry = Objects.requireNonNull(stored.stored());
    var response = validators(context, entry);
    if (stored.change() == Change.CREATED) {
      response.setStatusCode(201).putHeader(HttpHeaders.LOCATION, PATH + "/" + entry.name());
    } else {
      response.setStatusCode(204);
    }
    response.end();
  }

  /** {@code DELETE /v1/collections/{name}}: deletes the collection. */
  public void delete(RoutingContext context) {
    QueryParameters.allow(context, OWNER);
    var condition = Preconditions.of(context).toCondition();
    AsyncResponse.answer(
        context,
        collections.delete(
            owner(context), name(context), condition == null ? Precondition.ANY : condition),
        gone -> context.response().setStatusCode(204).end());
  }

  private static HttpServerResponse validators(RoutingContext context, CollectionRow.Entry entry) {
    var updated = Instant.ofEpochMilli(entry.updatedAt());
    return context
        .response()
        .putHeader(HttpHeaders.ETAG, entry.etag())
        .putHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(updated));
  }
}
