package dev.pokebatch.gateway.browser;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site can make a browser send without asking first: requests to a
 * host that is not ours (DNS rebinding), and POSTs without a media type or with that of a form
 * (cross-site request forgery).
 */
public final class ForeignRequestGuard implements Handler<RoutingContext> {

  /** Media types that a page may send anywhere without a preflight (Fetch standard). */
  private static final Set<String> SIMPLE_TYPES =
      Set.of("", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  /** Browsers use TLS for a year without being asked (RFC 6797, section 6.1). */
  private static final String HSTS = "max-age=31536000";

  private final BrowserPolicy policy;

  /** Guards by this policy. */
  public ForeignRequestGuard(BrowserPolicy policy) {
    this.policy = policy;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    context.response().putHeader("X-Content-Type-Options", "nosniff");
    if (request.isSSL()) {
      context.response().putHeader("Strict-Transport-Security", HSTS);
    }
    var host = request.authority();
    if (!policy.hosts().allows(host == null ? "" : host.host())) {
      throw forbidden("The gateway does not answer for this host. ALLOWED_HOSTS lists its hosts.");
    }
    if (HttpMethod.POST.equals(request.method()) && isSimple(request) && isForeign(request, host)) {
      throw forbidden(
          "A page of another origin must name the media type of what it sends, such as"
              + " application/json.");
    }
    context.next();
  }

  private static boolean isSimple(HttpServerRequest request) {
    var given = request.getHeader(HttpHeaders.CONTENT_TYPE);
    var type = given == null ? "" : given.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    return SIMPLE_TYPES.contains(type);
  }

  /** Whether a browser says that another site's page sends this. Other clients have no origin. */
  private boolean isForeign(HttpServerRequest request, @Nullable HostAndPort host) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !policy.origins().names(origin) && !isOwn(origin, host);
  }

  /** Whatever the scheme: behind a proxy that ends TLS, only the proxy knows it. */
  private static boolean isOwn(String origin, @Nullable HostAndPort host) {
    var scheme = origin.indexOf("://");
    if (scheme < 0 || host == null) {
      return false;
    }
    var port = host.port() <= 0 ? "" : ":" + host.port();
    var own = (host.host() + port).toLowerCase(Locale.ROOT);
    return withoutDefaultPort(own)
        .equals(withoutDefaultPort(origin.substring(scheme + 3).toLowerCase(Locale.ROOT)));
  }

  private static String withoutDefaultPort(String authority) {
    return authority.replaceFirst(":(80|443)$", "");
  }

  private static ProblemException forbidden(String detail) {
    return new ProblemException(Problem.of(ProblemType.FORBIDDEN, detail));
  }
}
