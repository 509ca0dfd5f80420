package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Clients that start to send large bodies and stop: a process with a small heap survives and serves
 * other clients meanwhile.
 */
class SlowBodiesIT {

  private static final int SLOW = 400;
  private static final int LENGTH = 1_048_000;
  private static final int SENT = 1_000_000;
  private static final String BATCH = "{\"requests\":[\"pokemon/1..20\"],\"fields\":\"id\"}";

  @Test
  void bodiesThatStopEndInTimeAndAnotherClientIsServedMeanwhile() {
    var begun = new byte[SENT];
    Arrays.fill(begun, (byte) ' ');
    var slow = new ArrayList<Wire>();
    try (var gateway =
        SmallProcess.start(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"))) {
      for (var i = 0; i < SLOW; i++) {
        var wire = new Wire(gateway.url());
        slow.add(wire);
        wire.send(head(LENGTH)).offer(begun);
        if (i % 50 == 49) {
          assertServed(gateway);
        }
      }
      assertServed(gateway);

      var statuses = slow.stream().map(SlowBodiesIT::status).toList();
      assertThat(statuses).contains("408").isSubsetOf(List.of("408", "503", "cut off"));
      assertServed(gateway);
    } finally {
      slow.forEach(Wire::close);
    }
  }

  /** From another address, and so another client. */
  private static void assertServed(GatewayProcess gateway) {
    try (var other = new Wire(gateway.url(), "127.0.0.2")) {
      var answer = other.send(head(BATCH.length()) + BATCH).readUntil("\"complete\":true}");
      assertThat(answer).as(gateway.output()).startsWith("HTTP/1.1 200");
    }
  }

  /** A client that is still sending may lose the answer: then its connection was closed. */
  private static String status(Wire wire) {
    try {
      var answer = wire.readUntil("\r\n");
      return answer.length() < 12 ? "cut off" : answer.substring(9, 12);
    } catch (RuntimeException reset) {
      return "cut off";
    }
  }

  private static String head(int length) {
    return "POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }
}
