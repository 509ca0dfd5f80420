package dev.pokebatch.process.launch;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.HealthServer;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.security.Security;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a process and ends it: bad settings and failed starts end it with one clear line; a signal
 * lets it end what is under way, and then closes what was started.
 */
public final class Launcher {

  /** Exit status where a setting is bad. */
  public static final int BAD_SETTING = 2;

  /** Exit status where the start failed for another reason. */
  public static final int START_FAILED = 1;

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final String SLF4J_DELEGATE = "io.vertx.core.logging.SLF4JLogDelegateFactory";

  private Launcher() {}

  /**
   * @param name what is started, for the log
   * @param read takes what it needs from the settings, adds its memory pools to the budget, and
   *     says how to start with both
   */
  public static void launch(String name, BiFunction<Settings, HeapBudget, Start> read) {
    prepareJvm();
    Start start;
    Management management;
    Settings settings;
    HeapBudget heap;
    try {
      settings = Settings.ofProcess();
      heap = HeapBudget.ofProcess(settings);
      start = read.apply(settings, heap);
      heap.check();
      management = Management.read(settings);
      settings.check();
    } catch (IllegalArgumentException refused) {
      end(name, String.valueOf(refused.getMessage()), BAD_SETTING);
      return;
    }
    var log = LoggerFactory.getLogger("dev.pokebatch." + name);
    log.info("{}", settings);
    log.info("{}", heap);
    node(start)
        .onSuccess(node -> node.vertx().exceptionHandler(Launcher::unhandled))
        .compose(node -> start.up().apply(node).compose(up -> management.run(node.vertx(), up)))
        .onSuccess(ready -> log.info("{} ready: {}", name, ready))
        .onFailure(failed -> end(name, sentence(failed), START_FAILED));
  }

  private static void prepareJvm() {
    // The JVM's own resolver: Vert.x' does not cope with containers' search domains. Containers
    // come and go, and their names with them: answers are kept for a moment only.
    System.setProperty("vertx.disableDnsResolver", "true");
    Security.setProperty("networkaddress.cache.ttl", "5");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    System.setProperty("vertx.logger-delegate-factory-class-name", SLF4J_DELEGATE);
  }

  /** Whatever no other code has caught: a fault of ours, or of a library. */
  private static void unhandled(Throwable thrown) {
    LoggerFactory.getLogger(Launcher.class)
        .error("Incident {}: an exception that nothing has handled", UUID.randomUUID(), thrown);
  }

  private static Future<ClusterNode> node(Start start) {
    try {
      return start.node().get();
    } catch (RuntimeException failed) {
      return Future.failedFuture(failed);
    }
  }

  private static String sentence(Throwable failed) {
    var why = failed instanceof BindException ? "the port is in use: " : "";
    return "could not start: " + why + failed.getMessage();
  }

  @SuppressWarnings("SystemOut")
  private static void end(String name, String why, int status) {
    System.err.println(name + ": " + why);
    Runtime.getRuntime().halt(status);
  }

  /**
   * How to start.
   *
   * @param node makes the process's Vert.x
   * @param up brings everything up on it
   */
  public record Start(
      Supplier<Future<ClusterNode>> node,
      Function<ClusterNode, ? extends Future<? extends Service>> up) {}

  /**
   * What every process has.
   *
   * @param host address of the management port
   * @param port the management port
   * @param grace how long what is under way may take when the process is asked to end
   */
  private record Management(String host, int port, Duration grace) {

    static Management read(Settings settings) {
      return new Management(
          settings.text("HTTP_HOST", "0.0.0.0"),
          settings.integer("MANAGEMENT_PORT", 9090, 0, 65_535),
          settings.millis("SHUTDOWN_GRACE_MS", 20_000, 0, 3_600_000));
    }

    /** Answers probes, and from then on ends in good order. */
    Future<String> run(Vertx vertx, Service service) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(vertx, service), "shutdown"));
      return HealthServer.start(vertx, host, port, service::health)
          .map(open -> service.description() + ", management on port " + open);
    }

    private void end(Vertx vertx, Service service) {
      Logger log = LoggerFactory.getLogger(Launcher.class);
      log.info("leaving");
      await(service.leave(grace), grace.plus(CLOSE));
      await(vertx.close(), CLOSE);
      log.info("closed");
    }

    private static void await(Future<?> done, Duration atMost) {
      try {
        done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException notInTime) {
        LoggerFactory.getLogger(Launcher.class).warn("not closed in {} ms", atMost.toMillis());
      }
    }
  }
}
