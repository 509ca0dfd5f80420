package dev.pokebatch.process.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.metrics.VertxMeters;
import dev.pokebatch.process.trace.TraceConfig;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Vert.x of a process, alone or as a member of the cluster, with the contract's codecs
 * registered.
 *
 * @param vertx the Vert.x
 * @param name name of this process, unique in the cluster and different after each start
 * @param metrics the metrics of this process, among them those of its Vert.x
 * @param tracing the traces of this process
 * @param members returns the addresses of the cluster's members, as this one sees them; empty if
 *     this process is alone
 */
public record ClusterNode(
    Vertx vertx, String name, Metrics metrics, Tracing tracing, Supplier<List<String>> members) {

  private static final String NAME = "pokebatch.node";
  private static final String WAIT_BEFORE_JOIN = "hazelcast.wait.seconds.before.join";

  /** Starts a Vert.x whose event bus reaches this process only. */
  public static Future<ClusterNode> alone() {
    var metrics = Metrics.ofProcess();
    var vertx = VertxMeters.builder(Vertx.builder(), options(), metrics).build();
    return Future.succeededFuture(of(vertx, newName(), metrics, List::of));
  }

  /**
   * Starts a Vert.x whose event bus reaches all members of the cluster. Blocks until this process
   * has determined its own address, read its certificates, and joined the cluster; the rest of the
   * start is done in the background.
   */
  public static Future<ClusterNode> clustered(ClusterConfig config) {
    var name = newName();
    var address = config.address();
    var manager = new RepairingClusterManager(hazelcast(config, address, name));
    var bus = new EventBusOptions().setHost(address).setPort(config.busPort());
    var tls = BusTls.load(config.certificates());
    if (tls != null) {
      tls.secure(bus);
    }
    var metrics = Metrics.ofProcess();
    return VertxMeters.builder(Vertx.builder(), options().setEventBusOptions(bus), metrics)
        .withTransport(new ClusterTransport(maxMessageBytes()).toTransport())
        .withClusterManager(manager)
        .buildClustered()
        .map(
            vertx -> {
              var cluster = manager.getHazelcastInstance().getCluster();
              cluster.addMembershipListener(new MembershipLog(vertx));
              if (tls != null) {
                tls.watch(vertx);
              }
              return of(vertx, name, metrics, () -> addresses(cluster));
            });
  }

  /** A process reserves memory before it asks for a document: never so much for a single one. */
  private static int maxMessageBytes() {
    return (int) Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE);
  }

  /** Uses an existing Vert.x, without metrics of its own. */
  public static ClusterNode of(Vertx vertx, String name) {
    return of(vertx, name, new Metrics());
  }

  /** Uses an existing Vert.x, without metrics of its own, and these metrics. */
  public static ClusterNode of(Vertx vertx, String name, Metrics metrics) {
    return of(vertx, name, metrics, List::of);
  }

  private static ClusterNode of(
      Vertx vertx, String name, Metrics metrics, Supplier<List<String>> members) {
    Codecs.register(vertx.eventBus());
    metrics.gauge(
        "pokebatch.cluster.members",
        "",
        "Members of the cluster, as this one sees it.",
        () -> Math.max(1, members.get().size()));
    return new ClusterNode(vertx, name, metrics, Tracing.OFF, members);
  }

  /** Returns this node with traces. */
  public ClusterNode traced(TraceConfig config) {
    var tracing = Tracing.start(config, name);
    if (tracing.isOn()) {
      metrics.traced();
    }
    return new ClusterNode(vertx, name, metrics, tracing, members);
  }

  private static List<String> addresses(Cluster cluster) {
    return cluster.getMembers().stream()
        .map(member -> member.getAddress().getHost() + ":" + member.getAddress().getPort())
        .sorted()
        .toList();
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }

  private static VertxOptions options() {
    // No files are served from the class path, so no cache directory is needed.
    var files = new FileSystemOptions().setFileCachingEnabled(false);
    return new VertxOptions().setFileSystemOptions(files);
  }

  private static Config hazelcast(ClusterConfig cluster, String address, String name) {
    MaskingLoggerFactory.install();
    var config = ConfigUtil.loadConfig();
    JavaSerialization.restrict(config);
    config.setClusterName(cluster.admission());
    config.getMemberAttributeConfig().setAttribute(NAME, name);
    var network = config.getNetworkConfig();
    var oneOfMany = cluster.port() != 0 && cluster.dns().isEmpty();
    network.setPort(cluster.port()).setPortAutoIncrement(oneOfMany);
    network.getInterfaces().setEnabled(true).addInterface(address);
    join(config, cluster);
    HazelcastTimers.configure(config);
    config.getJetConfig().setEnabled(false);
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.partition.count", "71")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "8")
        // After this time an operation whose response was lost fails, and is retried.
        .setProperty("hazelcast.operation.call.timeout.millis", "5000")
        // How often the parts of a split cluster look for each other, in seconds.
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
      // In spite of its name, this is plain DNS and works in any network.
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", cluster.dns())
          .setProperty("service-port", String.valueOf(cluster.port()));
      // With 0 s the name is never looked up, and every member stays alone.
      config.setProperty(WAIT_BEFORE_JOIN, "1");
    }
  }

  /** Logs members that join and leave, and publishes those that left within this process. */
  private static final class MembershipLog extends MembershipAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);
    private final Vertx vertx;

    private MembershipLog(Vertx vertx) {
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
