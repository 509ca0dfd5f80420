package dev.pokebatch.gateway.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gateway and fetcher in one separate process, which a test can kill. */
public final class GatewayProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "gateway.jar");
  private static final String READY = "gateway ready: (http://[^/]*).*management on port";

  private final JavaProcess process;
  private final URI url;

  private GatewayProcess(JavaProcess process) {
    this.process = process;
    this.url = URI.create(process.awaitReady().group(1));
  }

  /** Starts it with these settings on top of the defaults, without HTTP_PORT on any free port. */
  public static GatewayProcess start(Map<String, String> given, String... jvm) {
    var settings = new HashMap<String, String>(given);
    settings.put("HTTP_HOST", "127.0.0.1");
    settings.putIfAbsent("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    settings.putIfAbsent("SHUTDOWN_NOTICE_MS", "0");
    return new GatewayProcess(JavaProcess.startQuickly(JAR, List.of(jvm), settings, READY));
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** The process itself. */
  public JavaProcess process() {
    return process;
  }

  /** What it has written to its log so far. */
  public String output() {
    return process.output();
  }

  /** Asks it to end, and waits until it has. */
  public int stop() {
    process.terminate();
    return process.awaitExit();
  }

  /** Ends it at once (SIGKILL), and waits until it has. */
  @Override
  public void close() {
    process.close();
  }
}
