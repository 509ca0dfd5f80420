package dev.pokebatch.fetcher.launch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a process and ends it: bad settings and failed starts end it with one clear line, a signal
 * closes what was started.
 */
public final class Launcher {

  /** Exit status where a setting is bad. */
  public static final int BAD_SETTING = 2;

  /** Exit status where the start failed for another reason. */
  public static final int START_FAILED = 1;

  private static final long CLOSE_SECONDS = 10;
  private static final String SLF4J_DELEGATE = "io.vertx.core.logging.SLF4JLogDelegateFactory";

  private Launcher() {}

  /**
   * @param name what is started, for the log
   * @param read takes what it needs from the settings, and says how to start with it
   */
  public static void launch(String name, Function<Settings, Start> read) {
    // The JVM's own resolver: Vert.x' does not cope with containers' search domains.
    System.setProperty("vertx.disableDnsResolver", "true");
    System.setProperty("vertx.logger-delegate-factory-class-name", SLF4J_DELEGATE);
    Start start;
    Settings settings;
    try {
      settings = Settings.ofProcess();
      start = read.apply(settings);
      settings.check();
    } catch (IllegalArgumentException refused) {
      end(name, String.valueOf(refused.getMessage()), BAD_SETTING);
      return;
    }
    var log = LoggerFactory.getLogger("dev.pokebatch." + name);
    log.info("{}", settings);
    start
        .node()
        .get()
        .compose(vertx -> start.up().apply(vertx, log).onSuccess(up -> closeAtExit(vertx)))
        .onFailure(failed -> end(name, sentence(failed), START_FAILED));
  }

  private static void closeAtExit(Vertx vertx) {
    var close =
        new Thread(
            () -> {
              try {
                vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
              } catch (Exception notInTime) {
                Thread.currentThread().interrupt();
              }
            },
            "close");
    Runtime.getRuntime().addShutdownHook(close);
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
   * @param up brings everything up on it, and logs that it is
   */
  public record Start(Supplier<Future<Vertx>> node, BiFunction<Vertx, Logger, Future<?>> up) {}
}
