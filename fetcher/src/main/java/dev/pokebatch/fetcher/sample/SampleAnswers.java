package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.SampleDocuments.Ready;
import dev.pokebatch.fetcher.sample.SampleFaults.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is answered to a path, well or badly. */
final class SampleAnswers {

  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String DAY = "public, max-age=86400, s-maxage=86400";
  private static final String FIVE_DAYS = "public, max-age=432000";
  private static final int DEFAULT_LIMIT = 20;
  private static final int DRIP_BYTES = 16;
  private static final int DRIP_MS = 100;

  private final Vertx vertx;
  private final SampleDocuments documents;

  SampleAnswers(Vertx vertx, SampleDocuments documents) {
    this.vertx = vertx;
    this.documents = documents;
  }

  void answer(Visit visit, String path, Fault fault) {
    switch (fault) {
      case NONE -> well(visit, path);
      case ERROR -> text(visit, 500, "Internal Server Error");
      case RATE_LIMITED -> {
        visit.response().putHeader("Retry-After", "1");
        text(visit, 429, "Too Many Requests");
      }
      case HANG -> {} // it ends when the client leaves
      case RESET -> {
        visit.answered();
        visit.request().connection().close();
      }
      case TRUNCATED, DRIP -> badly(visit, path, fault);
    }
  }

  private void well(Visit visit, String path) {
    var request = visit.request();
    if (!READ.contains(request.method())) {
      visit.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      text(visit, 405, "Method Not Allowed");
      return;
    }
    var segments = path.isEmpty() ? new String[0] : path.split("/", -1);
    for (var segment : segments) {
      if (!SEGMENT.matcher(segment).matches()) {
        text(
            visit,
            path.startsWith("?") ? 404 : 400,
            path.startsWith("?") ? "Not Found" : "Bad Request");
        return;
      }
    }
    var found = find(visit, segments);
    if (found == null) {
      text(visit, 404, "Not Found");
    } else {
      send(visit, found);
    }
  }

  private @Nullable Ready find(Visit visit, String[] segments) {
    return switch (segments.length) {
      case 0 -> documents.index();
      case 1 ->
          documents.page(
              segments[0], number(visit, "offset", 0), number(visit, "limit", DEFAULT_LIMIT));
      case 2 -> documents.document(segments[0], segments[1]);
      default -> null;
    };
  }

  private static int number(Visit visit, String parameter, int byDefault) {
    try {
      return Math.max(
          0, Integer.parseInt(visit.request().getParam(parameter, String.valueOf(byDefault))));
    } catch (NumberFormatException none) {
      return byDefault;
    }
  }

  private static void send(Visit visit, Ready document) {
    visit.answered();
    var request = visit.request();
    var response = head(request.response(), document);
    if (document.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    var body = body(visit, document);
    if (HttpMethod.HEAD.equals(request.method())) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length())).end();
    } else {
      response.end(body);
    }
  }

  private static HttpServerResponse head(HttpServerResponse response, Ready document) {
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, DAY)
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .putHeader(HttpHeaders.ETAG, document.etag());
  }

  private static Buffer body(Visit visit, Ready document) {
    var accepted = visit.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted == null || !accepted.contains("gzip")) {
      return document.plain();
    }
    visit.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    return document.gzip();
  }

  private void badly(Visit visit, String path, Fault fault) {
    var found = find(visit, path.split("/", -1));
    if (found == null) {
      text(visit, 404, "Not Found");
      return;
    }
    var response = head(visit.response(), found);
    var body = body(visit, found);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
    if (fault == Fault.TRUNCATED) {
      visit.answered();
      response
          .write(body.slice(0, body.length() / 2))
          .onComplete(written -> visit.request().connection().close());
    } else {
      drip(visit, body, 0);
    }
  }

  private void drip(Visit visit, Buffer body, int from) {
    if (visit.hasLeft()) {
      return;
    }
    var to = Math.min(from + DRIP_BYTES, body.length());
    var response = visit.response();
    if (to == body.length()) {
      visit.answered();
      response.end(body.slice(from, to));
      return;
    }
    response.write(body.slice(from, to));
    visit.onLeave(vertx, vertx.setTimer(DRIP_MS, id -> drip(visit, body, to)));
  }

  private static void text(Visit visit, int status, String words) {
    visit.answered();
    visit
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, FIVE_DAYS)
        .end(words);
  }
}
