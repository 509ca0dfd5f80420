package dev.pokebatch.process.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.pokebatch.process.health.ManagementRoute;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /loggers}: lists the levels that are set, by logger, and changes one with {@code
 * PUT /loggers?name=NAME&level=LEVEL}. Without a level, a logger has that of the one above it.
 */
public final class LoggersHandler implements Handler<HttpServerRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(LoggersHandler.class);

  /** A logger lives as long as the process, so not every text becomes one. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.]{1,200}");

  private LoggersHandler() {}

  /** The path that reads and changes levels. */
  public static ManagementRoute route() {
    return new ManagementRoute(List.of(HttpMethod.GET, HttpMethod.PUT), new LoggersHandler());
  }

  @Override
  public void handle(HttpServerRequest request) {
    var response = request.response();
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
      response.setStatusCode(501).end();
    } else if (!request.method().equals(HttpMethod.PUT) || change(loggers, request)) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(levels(loggers).toBuffer());
    } else {
      response.setStatusCode(400).end("name and level: ERROR, WARN, INFO, DEBUG, TRACE or OFF\n");
    }
  }

  private static boolean change(LoggerContext loggers, HttpServerRequest request) {
    var name = request.getParam("name");
    var level = level(request.getParam("level"));
    var isReset = request.getParam("level") == null && !Logger.ROOT_LOGGER_NAME.equals(name);
    if (name == null || !NAME.matcher(name).matches() || (level == null && !isReset)) {
      return false;
    }
    loggers.getLogger(name).setLevel(level);
    LOG.info("The level of {} is now {}", name, level == null ? "that of the one above" : level);
    return true;
  }

  private static @Nullable Level level(@Nullable String word) {
    return word == null ? null : Level.toLevel(word.toUpperCase(Locale.ROOT), null);
  }

  private static JsonObject levels(LoggerContext loggers) {
    var levels = new JsonObject();
    loggers.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .forEach(logger -> levels.put(logger.getName(), logger.getLevel().toString()));
    return levels;
  }
}
