package dev.pokebatch.fetcher.launch;

import com.hazelcast.config.Config;
import dev.pokebatch.fetcher.contract.Codecs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** Makes a process's Vert.x: alone, or a member of the cluster; our messages are known to it. */
public final class Node {

  private Node() {}

  /** With an event bus that ends at the process. */
  public static Future<Vertx> alone() {
    return Future.succeededFuture(ready(Vertx.vertx(options())));
  }

  /** With an event bus that reaches every member of the cluster. */
  public static Future<Vertx> clustered(ClusterConfig config) {
    var options =
        options().setEventBusOptions(new EventBusOptions().setHost(config.host()).setPort(0));
    return Vertx.builder()
        .with(options)
        .withClusterManager(new HazelcastClusterManager(hazelcast(config)))
        .buildClustered()
        .map(Node::ready);
  }

  private static VertxOptions options() {
    // Everything that we serve comes from memory: no cache directory in the file system.
    var files = new FileSystemOptions().setFileCachingEnabled(false);
    return new VertxOptions().setFileSystemOptions(files);
  }

  private static Vertx ready(Vertx vertx) {
    Codecs.register(vertx.eventBus());
    return vertx;
  }

  private static Config hazelcast(ClusterConfig cluster) {
    var config = ConfigUtil.loadConfig();
    config.setClusterName(cluster.name());
    var network = config.getNetworkConfig();
    network.setPort(cluster.port()).setPortAutoIncrement(cluster.port() != 0);
    network.getInterfaces().setEnabled(true).addInterface(cluster.host());
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    config.getJetConfig().setEnabled(false);
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.partition.count", "71")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "8")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1");
    return config;
  }
}
