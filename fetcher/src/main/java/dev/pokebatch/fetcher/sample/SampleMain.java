package dev.pokebatch.fetcher.sample;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** The sample upstream as a process of its own, for benchmarks and classrooms. */
public final class SampleMain {

  private SampleMain() {}

  /** Takes {@code --port}, {@code --latency-ms}, {@code --documents}, {@code --document-kb}. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    var given = new HashMap<String, String>();
    for (var i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    var usual = SampleConfig.defaults();
    var config =
        usual
            .withPort(number(given, "--port", usual.port()))
            .withLatencyMs(number(given, "--latency-ms", usual.latencyMs()))
            .withDocuments(number(given, "--documents", usual.documents()))
            .withDocumentKb(number(given, "--document-kb", usual.documentKb()));
    new SampleUpstream(Vertx.vertx(), config)
        .start()
        .onSuccess(started -> System.out.println("sample upstream at " + started.url()))
        .onFailure(
            failed -> {
              System.err.println("sample upstream: could not start: " + failed.getMessage());
              System.exit(1);
            });
  }

  private static int number(Map<String, String> given, String name, int byDefault) {
    return Integer.parseInt(given.getOrDefault(name, String.valueOf(byDefault)));
  }
}
