package dev.pokebatch.gateway.http.head;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * Refuses requests whose head is ambiguous: a proxy may have understood them differently (request
 * smuggling).
 */
public final class RequestHead {

  private static final String CHUNKED = "chunked";

  private RequestHead() {}

  public static void check(RoutingContext context) {
    var request = context.request();
    if (request.headers().getAll(HttpHeaders.HOST).size() > 1) { // RFC 9112, section 3.2
      throw invalid("a request must have one Host header");
    }
    checkTransferCodings(request);
    context.next();
  }

  /** Only {@code chunked} is supported, and it must be the last coding (RFC 9112, section 6.1). */
  private static void checkTransferCodings(HttpServerRequest request) {
    var codings =
        request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).stream()
            .flatMap(line -> HeaderList.split(line.toLowerCase(Locale.ROOT), ',').stream())
            .map(String::strip)
            .filter(coding -> !coding.isEmpty())
            .toList();
    if (codings.isEmpty()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_1_0) {
      throw invalid("a request of HTTP/1.0 must not have a Transfer-Encoding");
    }
    if (codings.indexOf(CHUNKED) != codings.size() - 1) {
      throw invalid("chunked must be the last transfer coding, and listed once");
    }
    if (!codings.equals(List.of(CHUNKED))) {
      throw new ProblemException(
          Problem.of(
              ProblemType.NOT_IMPLEMENTED, "The only supported transfer coding is chunked."));
    }
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, detail));
  }
}
