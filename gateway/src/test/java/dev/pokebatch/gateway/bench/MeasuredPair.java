package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Gateway and fetchers in one process, with or without metrics. */
public final class MeasuredPair {

  private MeasuredPair() {}

  /** Takes the URL of the upstream, and whether there are metrics. */
  public static void main(String[] arguments) {
    var settings = Map.of("POKEAPI_URL", arguments[0], "UPSTREAM_RATE", "0");
    var pair =
        Boolean.parseBoolean(arguments[1])
            ? EmbeddedPair.start(settings)
            : EmbeddedPair.startUnmeasured(settings);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println("gateway ready: " + pair.url() + "/v1/batches,");
  }
}
