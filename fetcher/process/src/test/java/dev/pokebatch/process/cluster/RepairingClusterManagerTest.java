package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.multimap.impl.MultiMapService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two cluster members in one JVM repair the registrations of event bus consumers. */
class RepairingClusterManagerTest {

  private static final String REGISTRATIONS = "__vertx.subs";

  private final String cluster = "test-" + UUID.randomUUID();
  private Member sender;
  private Member receiver;

  @BeforeEach
  void start() throws Exception {
    sender = member();
    receiver = member();
  }

  @AfterEach
  void stop() throws Exception {
    receiver.close();
    sender.close();
  }

  @Test
  void aLostRegistrationIsWrittenAgain() throws Exception {
    receiver.listen("lost", new AtomicInteger());
    assertThat(sender.getsReply("lost")).isTrue();
    sender.instance().getMultiMap(REGISTRATIONS).remove("lost");

    awaitRepair(() -> sender.getsReply("lost"));
  }

  @Test
  void aLostRegistrationIsUsedUntilItIsWrittenAgain() throws Exception {
    receiver.listen("kept", new AtomicInteger());
    assertThat(sender.getsReply("kept")).isTrue();
    var registrations = sender.instance().getMultiMap(REGISTRATIONS);
    registrations.remove("kept");

    awaitRepair(
        () -> {
          assertThat(sender.getsReply("kept")).isTrue();
          return registrations.containsKey("kept");
        });
  }

  @Test
  void aChangeWithoutANotificationIsFound() throws Exception {
    sender.listen("news", new AtomicInteger()); // so that the sender knows the address
    assertThat(sender.getsReply("news")).isTrue();
    receiver.removeRegistrationListeners();
    sender.removeRegistrationListeners();
    var heard = new AtomicInteger();
    receiver.listen("news", heard);

    awaitRepair(
        () -> {
          sender.vertx.eventBus().publish("news", "ping");
          return heard.get() > 0;
        });
  }

  @Test
  void anUnregisteredConsumerIsNotRegisteredAgain() throws Exception {
    var consumer = receiver.vertx.eventBus().consumer("ended", message -> message.reply("pong"));
    Member.get(consumer.completion());
    assertThat(sender.getsReply("ended")).isTrue();
    Member.get(consumer.unregister());

    // Waits for the end of a round of repairs: the latest registration is repaired last.
    receiver.listen("beacon", new AtomicInteger());
    assertThat(sender.getsReply("beacon")).isTrue();
    sender.instance().getMultiMap(REGISTRATIONS).remove("beacon");
    awaitRepair(() -> sender.getsReply("beacon"));
    assertThat(sender.instance().getMultiMap(REGISTRATIONS).get("ended")).isEmpty();
  }

  private static void awaitRepair(Callable<Boolean> done) {
    await().atMost(Duration.ofMinutes(1)).until(done);
  }

  private Member member() throws Exception {
    var config = new Config().setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", "7");
    config.getJetConfig().setEnabled(false);
    var network = config.getNetworkConfig();
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1");
    var manager = new RepairingClusterManager(config);
    var bus = new EventBusOptions().setHost("127.0.0.1");
    var vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventBusOptions(bus))
            .withClusterManager(manager)
            .buildClustered();
    return new Member(Member.get(vertx), manager);
  }

  private record Member(Vertx vertx, RepairingClusterManager manager) {

    HazelcastInstance instance() {
      return manager.getHazelcastInstance();
    }

    void listen(String address, AtomicInteger heard) throws Exception {
      var consumer =
          vertx
              .eventBus()
              .consumer(
                  address,
                  message -> {
                    heard.incrementAndGet();
                    message.reply("pong");
                  });
      get(consumer.completion());
    }

    boolean getsReply(String address) throws Exception {
      return get(vertx.eventBus().request(address, "ping").map(true).otherwise(false));
    }

    /** Removes all listeners of this member, so that it misses changes of registrations. */
    void removeRegistrationListeners() {
      ((HazelcastInstanceProxy) instance())
          .getOriginal()
          .node
          .nodeEngine
          .getEventService()
          .deregisterAllLocalListeners(MultiMapService.SERVICE_NAME, REGISTRATIONS);
    }

    void close() throws Exception {
      get(vertx.close());
    }

    static <T> T get(Future<T> future) throws Exception {
      return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
  }
}
