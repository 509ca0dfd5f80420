package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Load;
import dev.pokebatch.gateway.testing.Ports;
import dev.pokebatch.gateway.testing.TestCertificates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster changes its certificate authority while batches run, as the documentation says. */
class AuthorityChangeIT {

  private static final List<Integer> BUSES = List.of(Ports.next(), Ports.next());
  private static final JsonObject BATCH =
      new JsonObject().put("requests", new JsonArray().add("pokemon/1..60")).put("fields", "id");

  /** A message of Vert.x that each member answers: "ping" of a sender, without reply address. */
  private static final Buffer PING =
      Buffer.buffer()
          .appendInt(21)
          .appendBytes(new byte[] {2, 1, 0})
          .appendInt(1)
          .appendString("p")
          .appendInt(0)
          .appendInt(1)
          .appendString("s")
          .appendInt(Integer.BYTES);

  @Test
  void membersAcceptBothAuthoritiesUntilAllHaveCertificatesOfTheNewOne(@TempDir Path folder) {
    var old = TestCertificates.make(folder.resolve("old"));
    var next = TestCertificates.make(folder.resolve("next"));
    var used = TestCertificates.make(folder.resolve("used"));
    old.copyTo(used, "ca.pem", "member.pem", "member-key.pem");
    var settings = new HashMap<>(used.ofMember());
    settings.putAll(Map.of("POKEAPI_URL", "sample", "CACHE_MAX_BYTES", "0"));
    settings.put("CLUSTER_BUS_PORT", String.valueOf(BUSES.get(0)));
    var fetcher = Map.of("CLUSTER_BUS_PORT", String.valueOf(BUSES.get(1)));
    try (var cluster = Cluster.start(List.of(fetcher), settings);
        var load = new Load(cluster.url(), BATCH, 2)) {
      assertThat(connected(old, old)).isEqualTo(2);
      assertThat(connected(old, next)).isZero();

      used.trustAlso(next);
      await().until(() -> connected(old, next) == 2);
      assertThat(connected(old, old)).isEqualTo(2);
      next.copyTo(used, "member-key.pem", "member.pem");
      await().until(() -> connected(next, next) == 2);
      assertThat(connected(next, old)).isEqualTo(2);
      cluster.startAnotherGateway().kill(); // it connects with the new certificate
      next.copyTo(used, "ca.pem");
      await().until(() -> connected(next, old) == 0);

      assertThat(connected(next, next)).isEqualTo(2);
      load.awaitMore(5);
      assertThat(load.failures()).isEmpty();
      var another = cluster.startAnotherGateway();
      assertThat(new Client(another.url()).batch(BATCH).getBoolean("complete")).isTrue();
    }
  }

  /**
   * How many of the two members have a certificate of one authority, and answer a process that has
   * one of the other.
   */
  private static long connected(TestCertificates trusted, TestCertificates own) {
    var sockets = trusted.clientWith(own).getSocketFactory();
    return BUSES.stream()
        .filter(
            bus -> {
              try (var socket = sockets.createSocket(InetAddress.getLoopbackAddress(), bus)) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(PING.getBytes());
                return socket.getInputStream().read() != -1;
              } catch (IOException refused) {
                return false;
              }
            })
        .count();
  }
}
