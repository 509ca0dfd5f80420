package dev.pokebatch.process.launch;

import dev.pokebatch.process.certificates.CertificatesCommand;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.cluster.JavaSerialization;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.process.trace.TraceConfig;
import io.vertx.core.Future;
import java.net.BindException;
import java.security.Security;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends a process. Invalid settings and a failed start end it with one line on standard
 * error. On SIGTERM the service drains before the process ends.
 */
public final class Launcher {

  /** The exit status after an invalid setting. */
  public static final int BAD_SETTING = 2;

  /** The exit status after a start that failed for another reason. */
  public static final int START_FAILED = 1;

  private static final String SLF4J_DELEGATE = "io.vertx.core.logging.SLF4JLogDelegateFactory";

  private Launcher() {}

  /**
   * Starts the process or, if there are arguments, runs a command instead.
   *
   * @param arguments of the process: none, or {@link CertificatesCommand}
   * @param name name of the service, for the log
   * @param read reads the settings of the service, adds its memory pools to the budget, and returns
   *     how to start it
   */
  public static void launch(
      String name, String[] arguments, BiFunction<Settings, HeapBudget, Start> read) {
    if (arguments.length > 0) {
      run(name, List.of(arguments));
      return;
    }
    prepareJvm();
    Start start;
    Management management;
    TraceConfig traces;
    Settings settings;
    HeapBudget heap;
    try {
      settings = Settings.ofProcess();
      heap = HeapBudget.ofProcess(settings);
      start = read.apply(settings, heap);
      heap.check();
      management = Management.read(settings);
      traces = TraceConfig.read(settings, name);
      settings.check();
    } catch (IllegalArgumentException refused) {
      end(name, String.valueOf(refused.getMessage()), BAD_SETTING);
      return;
    }
    var log = LoggerFactory.getLogger("dev.pokebatch." + name);
    settings.changes().forEach(change -> log.info("{}", change));
    log.info("{}", heap);
    node(start)
        .map(node -> node.traced(traces))
        .onSuccess(node -> node.vertx().exceptionHandler(Launcher::unhandled))
        .compose(node -> start.up().apply(node).compose(up -> management.run(node, up)))
        .onSuccess(ready -> log.info("{} ready: {}", name, ready))
        .onFailure(failed -> end(name, sentence(failed), START_FAILED));
  }

  private static void run(String name, List<String> arguments) {
    var isKnown = arguments.get(0).equals(CertificatesCommand.NAME);
    var fault =
        isKnown
            ? CertificatesCommand.run(arguments.subList(1, arguments.size()), System.out)
            : "the only command is " + CertificatesCommand.USAGE;
    if (fault != null) {
      end(name, fault, isKnown ? START_FAILED : BAD_SETTING);
    }
  }

  private static void prepareJvm() {
    JavaSerialization.restrict();
    // The resolver of the JVM, because that of Vert.x cannot handle the search domains of
    // containers.
    // Containers come and go, so results are cached for seconds only.
    System.setProperty("vertx.disableDnsResolver", "true");
    Security.setProperty("networkaddress.cache.ttl", "5");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    System.setProperty("vertx.logger-delegate-factory-class-name", SLF4J_DELEGATE);
  }

  /** Logs an exception that no code has caught: a bug of ours or of a library. */
  private static void unhandled(Throwable thrown) {
    LoggerFactory.getLogger(Launcher.class)
        .error("Incident {}: unhandled exception", UUID.randomUUID(), thrown);
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
   * How to start a service.
   *
   * @param node starts the Vert.x of the process
   * @param up starts the service on it
   */
  public record Start(
      Supplier<Future<ClusterNode>> node,
      Function<ClusterNode, ? extends Future<? extends Service>> up) {}
}
