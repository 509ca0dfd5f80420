package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three pairs of a gateway and fetchers in one process: one with metrics, then two without. They
 * share what the JVM has compiled.
 */
public final class MeasuredPair {

  private MeasuredPair() {}

  /** Takes the URL of the upstream. */
  public static void main(String[] arguments) {
    var settings = Map.of("POKEAPI_URL", arguments[0], "UPSTREAM_RATE", "0");
    var pairs =
        Stream.of(
            EmbeddedPair.start(settings),
            EmbeddedPair.startUnmeasured(settings),
            EmbeddedPair.startUnmeasured(settings));
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println(
            "gateways ready: "
                + pairs.map(pair -> pair.url() + "/v1/batches").collect(Collectors.joining(" "))
                + ",");
  }
}
