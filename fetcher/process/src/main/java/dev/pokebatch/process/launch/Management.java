package dev.pokebatch.process.launch;

import ch.qos.logback.classic.LoggerContext;
import dev.pokebatch.contract.UnreadableMessages;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.HealthServer;
import dev.pokebatch.process.health.ManagementRoute;
import dev.pokebatch.process.log.LoggersHandler;
import dev.pokebatch.process.metrics.MetricsHandler;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management of a process: health probes, metrics, levels of the log, and the end.
 *
 * @param host address of the management port; by default only this machine reaches it
 * @param port the management port
 * @param debug whether it answers {@code /debug}
 * @param grace how long the service may drain after SIGTERM
 */
public record Management(String host, int port, boolean debug, Duration grace) {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** Reads the settings that every process has. */
  public static Management read(Settings settings) {
    var format = settings.text("LOG_FORMAT", "text"); // logback.xml uses it
    if (!format.equals("text") && !format.equals("json")) {
      settings.fault("LOG_FORMAT", "must be text or json, not " + format);
    }
    return new Management(
        settings.text("MANAGEMENT_HOST", "127.0.0.1"),
        settings.integer("MANAGEMENT_PORT", 9090, 0, 65_535),
        settings.flag("MANAGEMENT_DEBUG", false),
        settings.millis("SHUTDOWN_GRACE_MS", 20_000, 0, 3_600_000));
  }

  /** Starts to respond on the management port, and lets the service drain when the process ends. */
  Future<String> run(ClusterNode node, Service service) {
    var vertx = node.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, service), "shutdown"));
    var metrics = node.metrics();
    metrics.gauge(
        "pokebatch.ready",
        "",
        "1 if the process accepts work, else 0.",
        () -> service.health().ready() ? 1 : 0);
    metrics.count(
        "pokebatch.unreadable.messages",
        "Messages of other members that this one could not read.",
        UnreadableMessages::count);
    var others = new HashMap<String, ManagementRoute>();
    others.put("/metrics", ManagementRoute.read(new MetricsHandler(vertx, metrics)));
    others.put("/loggers", LoggersHandler.route());
    if (debug) {
      others.put("/debug", ManagementRoute.read(new DebugHandler(node, service)));
    }
    return HealthServer.start(vertx, host, port, service::health, others)
        .map(open -> service.description() + ", management on port " + open);
  }

  private void end(ClusterNode node, Service service) {
    Logger log = LoggerFactory.getLogger(Launcher.class);
    log.info("leaving");
    await(service.leave(grace), grace.plus(CLOSE));
    await(node.vertx().close(), CLOSE);
    node.tracing().close();
    log.info("closed");
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.stop(); // writes the lines that wait
    }
  }

  private static void await(Future<?> done, Duration atMost) {
    try {
      done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException notInTime) {
      LoggerFactory.getLogger(Launcher.class).warn("not closed in {} ms", atMost.toMillis());
    }
  }
}
