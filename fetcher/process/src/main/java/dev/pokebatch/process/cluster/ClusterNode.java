package dev.pokebatch.process.cluster;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Codecs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's Vert.x, alone or a member of the cluster; our messages are known to it.
 *
 * @param vertx what everything runs on
 * @param name of this process, unique in the cluster, another one after each start
 */
public record ClusterNode(Vertx vertx, String name) {

  private static final String NAME = "pokebatch.node";
  private static final String WAIT_BEFORE_JOIN = "hazelcast.wait.seconds.before.join";

  /** With an event bus that ends at the process. */
  public static Future<ClusterNode> alone() {
    return Future.succeededFuture(of(Vertx.vertx(options()), newName()));
  }

  /**
   * With an event bus that reaches every member of the cluster. Blocks for as long as it takes to
   * find out this process's own address; what comes after that does not.
   */
  public static Future<ClusterNode> clustered(ClusterConfig config) {
    var name = newName();
    var address = config.address();
    var manager = new RepairingClusterManager(hazelcast(config, address, name));
    var bus = new EventBusOptions().setHost(address).setPort(config.busPort());
    return Vertx.builder()
        .with(options().setEventBusOptions(bus))
        .withClusterManager(manager)
        .buildClustered()
        .map(
            vertx -> {
              var cluster = manager.getHazelcastInstance().getCluster();
              cluster.addMembershipListener(new Members(vertx));
              return of(vertx, name);
            });
  }

  /** On a Vert.x that is there already. */
  public static ClusterNode of(Vertx vertx, String name) {
    Codecs.register(vertx.eventBus());
    return new ClusterNode(vertx, name);
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }

  private static VertxOptions options() {
    // Everything that we serve comes from memory: no cache directory in the file system.
    var files = new FileSystemOptions().setFileCachingEnabled(false);
    return new VertxOptions().setFileSystemOptions(files);
  }

  private static Config hazelcast(ClusterConfig cluster, String address, String name) {
    var config = ConfigUtil.loadConfig();
    config.setClusterName(cluster.admission());
    config.getMemberAttributeConfig().setAttribute(NAME, name);
    var network = config.getNetworkConfig();
    var oneOfMany = cluster.port() != 0 && cluster.dns().isEmpty();
    network.setPort(cluster.port()).setPortAutoIncrement(oneOfMany);
    network.getInterfaces().setEnabled(true).addInterface(address);
    join(config, cluster);
    config.getJetConfig().setEnabled(false);
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.partition.count", "71")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "8")
        // An operation whose answer is lost fails after so long, and is tried again.
        .setProperty("hazelcast.operation.call.timeout.millis", "5000")
        // Parts of a cluster that was split look for each other this often, in seconds.
        .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1");
    return config;
  }

  private static void join(Config config, ClusterConfig cluster) {
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    if (cluster.dns().isEmpty()) {
      join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
      config.setProperty(WAIT_BEFORE_JOIN, "0");
    } else {
      // Plain DNS, in spite of its name: it serves any network that lists members under a name.
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", cluster.dns())
          .setProperty("service-port", String.valueOf(cluster.port()));
      // In no time at all the name is not even looked up, and every member stays alone.
      config.setProperty(WAIT_BEFORE_JOIN, "1");
    }
  }

  /** Logs who comes and goes, and tells those in this process who listen that one has gone. */
  private static final class Members extends MembershipAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);
    private final Vertx vertx;

    private Members(Vertx vertx) {
      this.vertx = vertx;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
      log("joined", event);
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      log("left", event);
      var name = String.valueOf(event.getMember().getAttribute(NAME));
      vertx.eventBus().publish(Addresses.DEPARTED, name, HERE);
    }

    private static void log(String what, MembershipEvent event) {
      var address = event.getMember().getAddress();
      var members = event.getMembers().size();
      LOG.info("{}:{} has {}, {} members", address.getHost(), address.getPort(), what, members);
    }
  }
}
