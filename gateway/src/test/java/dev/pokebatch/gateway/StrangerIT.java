package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Load;
import dev.pokebatch.gateway.testing.Ports;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.Stranger;
import dev.pokebatch.process.cluster.ClusterConfig;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A stranger who reaches the ports of a gateway and two fetchers costs no document, and ends no
 * process.
 */
class StrangerIT {

  private static final int FETCHERS = 2;
  private static final List<Integer> BUS_PORTS = new ArrayList<>();
  private static final Map<String, String> SETTINGS = new HashMap<>();

  private static Sample sample;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    for (var i = 0; i <= FETCHERS; i++) {
      BUS_PORTS.add(Ports.next());
    }
    sample = new Sample(SampleConfig.defaults().withLatencyMs(20));
    SETTINGS.put("POKEAPI_URL", sample.url());
    SETTINGS.put("CACHE_MAX_BYTES", "0");
    SETTINGS.put("CLUSTER_NAME", "stranger");
    SETTINGS.put("CLUSTER_SECRET", "unknown to strangers");
    SETTINGS.put("CLUSTER_BUS_PORT", String.valueOf(BUS_PORTS.get(FETCHERS)));
    var each =
        IntStream.range(0, FETCHERS)
            .mapToObj(i -> Map.of("CLUSTER_BUS_PORT", String.valueOf(BUS_PORTS.get(i))))
            .toList();
    cluster = Cluster.start(each, SETTINGS);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    sample.close();
  }

  @AfterEach
  void allAreStillThere() {
    cluster.awaitFetchers(FETCHERS);
    assertThat(members()).allMatch(member -> member.process().isAlive());
    assertThat(client().batch(batch()).getBoolean("complete")).isTrue();
  }

  @Test
  void garbageOnBothPortsCostsNoDocument() {
    var random = new Random(1);
    try (var stranger = new Stranger();
        var load = new Load(cluster.url(), batch(), 2)) {
      for (var member : members()) {
        stranger.sendGarbage(member.port(), random);
      }
      for (var port : BUS_PORTS) {
        stranger.sendGarbage(port, random);
        stranger.sendInvalidMessages(port, random);
        stranger.sendDamagedHeads(port, random);
      }
      load.awaitMore(10);
      assertThat(load.failures()).isEmpty();
    }
    for (var member : members()) {
      assertThat(member.process().output()).doesNotContain("unhandled exception");
    }
  }

  @Test
  void aMessageThatIsTooLongIsNotRead() {
    try (var stranger = new Stranger()) {
      for (var port : BUS_PORTS) {
        for (var length : new int[] {Integer.MAX_VALUE, 1 << 30, -1}) {
          assertThat(stranger.isCutOff(port, length)).as("%d bytes", length).isTrue();
        }
      }
    }
  }

  @Test
  void forgedAnnouncementsCostNoDocument() throws Exception {
    try (var stranger = new Stranger();
        var member = member();
        var load = new Load(cluster.url(), batch(), 2)) {
      var known = member.fetchers();
      for (var round = 0; round < 10; round++) {
        for (var port : BUS_PORTS) {
          stranger.announce(port, "ghost", "ghost", 0, 200_000_000, false);
          stranger.announce(port, "ghost", "ghost", -1, 1, false);
          stranger.announce(port, "ghost", "ghost", 0, 1, false);
          for (var name : known) {
            stranger.announce(port, name, name, 0, 256, false);
            stranger.announce(port, name, "another key", 0, 1, false);
            stranger.announce(port, name, name, 0, 1, true);
            stranger.announce(port, name, name, 0, 2, true);
          }
        }
        load.awaitMore(2);
      }
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void membersThatNeverReplyCostNoDocument() throws Exception {
    try (var member = member()) {
      member.pretend("ghost-1");
      member.pretend("ghost-2");
      cluster.awaitFetchers(FETCHERS + 2);
      for (var i = 0; i < 3; i++) {
        assertThat(client().batch(batch()).getBoolean("complete")).isTrue();
      }
    }
  }

  private static List<Cluster.Member> members() {
    var members = new ArrayList<Cluster.Member>();
    members.add(cluster.gateway());
    IntStream.range(0, FETCHERS).mapToObj(cluster::fetcher).forEach(members::add);
    return members;
  }

  private static Client client() {
    return new Client(cluster.url());
  }

  private static JsonObject batch() {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1..60"))
        .put("fields", "id")
        .put("deadlineMs", 30_000);
  }

  private static Member member() throws TimeoutException {
    var settings = new HashMap<>(SETTINGS);
    settings.put("CLUSTER_PORT", "0");
    settings.put("CLUSTER_BUS_PORT", "0");
    settings.put("CLUSTER_MEMBERS", cluster.gateway().address());
    var joined = ClusterNode.clustered(ClusterConfig.read(Settings.of(settings)));
    return new Member(joined.await(1, TimeUnit.MINUTES));
  }

  /** A member that knows the secret, as one that was taken over. */
  private record Member(ClusterNode node) implements AutoCloseable {

    /** The names of the fetchers. */
    Set<String> fetchers() {
      var names = ConcurrentHashMap.<String>newKeySet();
      Inbox.<Announcement>listen(
          node.vertx().eventBus(),
          Addresses.ANNOUNCEMENTS,
          Announcement.class,
          message -> names.add(message.body().fetcher()));
      Awaitility.await().until(() -> names.size() == FETCHERS);
      return names;
    }

    /** Announces a fetcher that confirms that, and never replies to a request. */
    void pretend(String name) {
      var bus = node.vertx().eventBus();
      var announcement = new Announcement(name, name, 1, 0, false);
      Inbox.listen(
          bus,
          Addresses.of(name, 0),
          silence -> {},
          bundle -> {},
          cancelled -> {},
          () -> announcement);
      node.vertx()
          .setPeriodic(
              Announcement.INTERVAL_MS, id -> bus.publish(Addresses.ANNOUNCEMENTS, announcement));
    }

    @Override
    public void close() throws TimeoutException {
      node.vertx().close().await(1, TimeUnit.MINUTES);
    }
  }
}
