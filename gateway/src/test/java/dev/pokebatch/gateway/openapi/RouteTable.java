package dev.pokebatch.gateway.openapi;

import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.gateway.answer.AnswerBudget;
import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.Transfers;
import dev.pokebatch.gateway.http.Admission;
import dev.pokebatch.gateway.http.BatchHandler;
import dev.pokebatch.gateway.http.BatchRunner;
import dev.pokebatch.gateway.http.Connections;
import dev.pokebatch.gateway.http.ExplainHandler;
import dev.pokebatch.gateway.http.KeysHandler;
import dev.pokebatch.gateway.http.Routes;
import dev.pokebatch.gateway.http.StreamHandler;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Stream;

/** What a gateway's router takes, in the words of a description. */
public final class RouteTable {

  private RouteTable() {}

  /** Each method of each path, but HEAD, which goes with GET: {@code GET /problems/{slug}}. */
  public static List<String> of(Vertx vertx) {
    return router(vertx).getRoutes().stream()
        .filter(route -> route.getPath() != null && route.methods() != null)
        .flatMap(RouteTable::requests)
        .distinct()
        .toList();
  }

  private static Stream<String> requests(Route route) {
    var path = route.getPath().replaceAll(":([a-z]+)", "{$1}");
    return route.methods().stream()
        .filter(method -> !method.equals(HttpMethod.HEAD))
        .map(method -> method + " " + path);
  }

  private static Router router(Vertx vertx) {
    var fetchers = EmbeddedPair.await(FetcherClient.start(vertx));
    var limits = BatchLimits.defaults();
    var reader = new BatchReader(limits);
    var dispatcher = new Dispatcher(fetchers, new InFlightLimit(1), new Transfers());
    var admission = new Admission(1);
    var answers = new Answers(vertx, 1, new AnswerBudget(1));
    var runner = new BatchRunner(vertx, limits, dispatcher, answers, admission);
    return Routes.of(
        vertx,
        limits,
        new Connections(),
        1,
        new BatchHandler(reader, runner),
        new StreamHandler(vertx, limits, dispatcher, answers, admission),
        new KeysHandler(new KeysReader(limits), runner),
        new ExplainHandler(vertx, reader, limits, dispatcher, admission));
  }
}
