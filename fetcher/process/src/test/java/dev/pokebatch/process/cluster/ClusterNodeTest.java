package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.pokebatch.process.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Members of a cluster with a secret, and a process that does not know it. */
class ClusterNodeTest {

  private static final String ELSEWHERE = "127.0.0.2";

  private final List<ClusterNode> members = new ArrayList<>();

  @AfterEach
  void stop() throws TimeoutException {
    for (var member : members) {
      member.vertx().close().await(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void theNameThatAdmitsMembersIsInNoLog() throws Exception {
    var log = new Recorder();
    log.start();
    var port = freePort();
    var one = config(port, "one");
    var other = config(port + 1, "another");
    var names = List.of("com.hazelcast", "com.hazelcast.internal.cluster");
    names.forEach(name -> logger(name).setLevel(Level.TRACE));
    logger("com.hazelcast").addAppender(log);
    try {
      start(one);
      start(other);
      // The answer to one that looks for members and has another name.
      await().atMost(Duration.ofMinutes(1)).until(() -> log.has("Returning null to"));
    } finally {
      logger("com.hazelcast").detachAppender(log);
      logger("com.hazelcast").setLevel(Level.ERROR);
      logger("com.hazelcast.internal.cluster").setLevel(Level.WARN);
    }

    assertThat(one.admission()).isNotEqualTo(other.admission());
    assertThat(log.lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains(proof(one)) || line.contains(proof(other)));
  }

  @Test
  void aMemberListensOnItsOwnAddressOnly() throws Exception {
    var config = config(freePort(), "one");
    start(config);
    connect("127.0.0.1", config.port());
    connect("127.0.0.1", config.busPort());

    for (var port : new int[] {config.port(), config.busPort()}) {
      assertThatThrownBy(() -> connect(ELSEWHERE, port)).isInstanceOf(ConnectException.class);
    }
  }

  /** A paused process is such a member: its kernel accepts connections. */
  @Test
  void aMemberThatAcceptsAConnectionAndNeverReadsFromItKeepsNoThreadBusy() throws Exception {
    var port = freePort();
    var other = freePort();
    start(config(port, "one", "127.0.0.1:" + port + ",127.0.0.1:" + other));
    // A member looks for the rest of its cluster again and again.
    try (var silent = new ServerSocket(other, 50, InetAddress.getLoopbackAddress())) {
      try (var accepted = silent.accept()) {
        assertThat(accepted.getInputStream().readNBytes(3)).asString().isEqualTo("HZC");
        var before = cpuMsOfSenders();
        spinMs(2_000);
        assertThat(cpuMsOfSenders() - before).isLessThan(500);
      }
    }
  }

  /** Keeps a processor busy for so many milliseconds of its time. */
  private static void spinMs(long ms) {
    var threads = ManagementFactory.getThreadMXBean();
    var end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static long cpuMsOfSenders() {
    var threads = ManagementFactory.getThreadMXBean();
    return TimeUnit.NANOSECONDS.toMillis(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().contains(".IO.thread-out-"))
            .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
            .sum());
  }

  private void start(ClusterConfig config) throws TimeoutException {
    members.add(ClusterNode.clustered(config).await(1, TimeUnit.MINUTES));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  private static String proof(ClusterConfig config) {
    return config.admission().substring(config.name().length() + 1);
  }

  private static ClusterConfig config(int port, String secret) throws IOException {
    return config(port, secret, "127.0.0.1:" + port + ",127.0.0.1:" + (port + 1));
  }

  private static ClusterConfig config(int port, String secret, String members) throws IOException {
    return ClusterConfig.read(
        Settings.of(
            Map.of(
                "CLUSTER_NAME",
                "test",
                "CLUSTER_SECRET",
                secret,
                "CLUSTER_PORT",
                String.valueOf(port),
                "CLUSTER_BUS_PORT",
                String.valueOf(freePort()),
                "CLUSTER_MEMBERS",
                members)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void connect(String host, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 10_000);
    }
  }

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    boolean has(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }

    @Override
    protected void append(ILoggingEvent event) {
      var thrown = event.getThrowableProxy();
      lines.add(
          event.getFormattedMessage()
              + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
    }
  }
}
