package dev.pokebatch.process.cluster;

import static org.awaitility.Awaitility.await;

import dev.pokebatch.process.settings.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Members that start at the same time may not find each other: their name may resolve for each to
 * some of them only. They found several clusters, which then become one. The filter of serialized
 * objects is on, as it is in a process.
 */
class SplitClusterTest {

  private final List<ClusterNode> members = new ArrayList<>();

  @BeforeAll
  static void restrict() {
    JavaSerialization.restrict();
  }

  @AfterEach
  void stop() throws TimeoutException {
    for (var member : members) {
      member.vertx().close().await(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void twoClustersOfTwoMembersBecomeOneWhoseMessagesArrive() throws Exception {
    var addresses = freeAddresses(4);
    var late = addresses.subList(2, 4);
    // The cluster with the higher addresses gives itself up: it is the one that looks for others.
    for (var address : late) {
      start(address, addresses);
    }
    awaitSize(late.size());
    for (var address : addresses.subList(0, 2)) {
      start(address, addresses.subList(0, 2));
    }

    awaitSize(addresses.size());
    for (var receiver : members) {
      receiver.vertx().eventBus().<String>consumer(receiver.name(), m -> m.reply("here"));
    }
    await().atMost(Duration.ofMinutes(2)).until(() -> members.stream().allMatch(this::reachesAll));
  }

  private boolean reachesAll(ClusterNode sender) {
    return members.stream().allMatch(receiver -> reaches(sender, receiver));
  }

  private static boolean reaches(ClusterNode sender, ClusterNode receiver) {
    try {
      sender.vertx().eventBus().request(receiver.name(), "where").await(10, TimeUnit.SECONDS);
      return true;
    } catch (Exception lost) {
      return false;
    }
  }

  private void awaitSize(int size) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> members.stream().allMatch(one -> one.members().get().size() == size));
  }

  private void start(String address, List<String> known) throws TimeoutException {
    var config =
        ClusterConfig.read(
            Settings.of(
                Map.of(
                    "CLUSTER_NAME", "split",
                    "CLUSTER_PORT", address.substring(address.indexOf(':') + 1),
                    "CLUSTER_MEMBERS", String.join(",", known))));
    members.add(ClusterNode.clustered(config).await(2, TimeUnit.MINUTES));
  }

  /** In the order by which clusters of one size decide which one gives itself up. */
  private static List<String> freeAddresses(int number) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().map(s -> "127.0.0.1:" + s.getLocalPort()).sorted().toList();
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
