package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Three pairs of a gateway and fetchers in one process: one with metrics, two without. They share
 * what the JVM has compiled. What is started first or last is slower than what is between by more
 * than metrics cost, so a measurement takes each order as often as the others.
 */
public final class MeasuredPair {

  /** How many pairs, and orders of them, there are. */
  static final int PAIRS = 3;

  private MeasuredPair() {}

  /**
   * Takes the URL of the upstream, and by how many places to shift the order in which the pairs are
   * started. Prints their URLs, that of the pair with metrics first, whatever the order.
   */
  public static void main(String[] arguments) {
    var settings = Map.of("POKEAPI_URL", arguments[0], "UPSTREAM_RATE", "0");
    var shift = Integer.parseInt(arguments[1]);
    var urls = new String[PAIRS];
    for (var place = 0; place < PAIRS; place++) {
      var pair = Math.floorMod(place - shift, PAIRS);
      urls[pair] = start(settings, pair == 0).url() + "/v1/batches";
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println("gateways ready: " + String.join(" ", urls) + ",");
  }

  private static EmbeddedPair start(Map<String, String> settings, boolean measured) {
    return measured ? EmbeddedPair.start(settings) : EmbeddedPair.startUnmeasured(settings);
  }
}
