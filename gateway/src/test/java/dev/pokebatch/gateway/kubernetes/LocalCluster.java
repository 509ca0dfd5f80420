package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Cluster.Member;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The pods of the manifests as processes on this machine, with their settings but for addresses,
 * behind a Service; and what controllers and kubelets do to them, in the order and the times that
 * the manifests give.
 */
final class LocalCluster implements AutoCloseable {

  private static final List<String> ADDRESSES =
      List.of("CLUSTER_DNS", "CLUSTER_PORT", "CLUSTER_BUS_PORT", "MANAGEMENT_PORT", "HTTP_PORT");
  private static final List<Integer> ENDED = List.of(0, 143);

  private final Workload deployment;
  private final Workload set;
  private final Cluster cluster;
  private final ServiceProxy service = new ServiceProxy();
  private final List<Member> gateways = new ArrayList<>();

  /**
   * Starts as many pods as the manifests say.
   *
   * @param upstream the URL of the upstream
   * @param database the URL of the database
   * @param volumes where fetchers keep their documents
   */
  LocalCluster(Manifests manifests, String upstream, String database, Path volumes) {
    deployment = manifests.workload("gateway");
    set = manifests.workload("fetcher");
    var ofGateway = settings(deployment);
    ofGateway.put("DATABASE_URL", database);
    ofGateway.put("UPSTREAM_RATE", "0");
    var each = IntStream.range(0, set.replicas()).mapToObj(i -> fetcher(i, upstream, volumes));
    cluster = Cluster.start(each.toList(), ofGateway);
    gateways.add(cluster.gateway());
    while (gateways.size() < deployment.replicas()) {
      gateways.add(cluster.startAnotherGateway());
    }
    gateways.forEach(gateway -> service.addNow(gateway.url()));
  }

  private static Map<String, String> settings(Workload workload) {
    var settings = new HashMap<>(workload.environment());
    ADDRESSES.forEach(settings::remove);
    return settings;
  }

  private Map<String, String> fetcher(int ordinal, String upstream, Path volumes) {
    var settings = settings(set);
    settings.put("POKEAPI_URL", upstream);
    settings.put("DATA_DIR", volumes.resolve("fetcher-" + ordinal).toString());
    return settings;
  }

  URI url() {
    return service.url();
  }

  int refused() {
    return service.refused();
  }

  /** A rolling upgrade of the gateways: new ones first, each for a while, then an old one goes. */
  void upgradeGateways() {
    var old = List.copyOf(gateways);
    var surge = rolling().path("maxSurge").asInt();
    assertThat(rolling().path("maxUnavailable").asInt()).isZero();
    assertThat(surge).isPositive();
    var ending = new ArrayList<CompletableFuture<Void>>();
    for (var from = 0; from < old.size(); from += surge) {
      var leaving = old.subList(from, Math.min(from + surge, old.size()));
      leaving.forEach(gateway -> startGateway());
      rest(deployment);
      leaving.forEach(gateway -> ending.add(endGateway(gateway)));
    }
    ending.forEach(CompletableFuture::join);
  }

  private JsonNode rolling() {
    return deployment.spec().path("strategy").path("rollingUpdate");
  }

  /** A rolling upgrade of the fetchers: from the last to the first, each on its volume. */
  void upgradeFetchers() {
    for (var ordinal = set.replicas() - 1; ordinal >= 0; ordinal--) {
      replaceFetcher(ordinal);
      rest(set);
    }
  }

  /** A node is drained: a pod of each kind goes at once, and another one comes. */
  void drain() {
    var ending = endGateway(gateways.get(0));
    var replaced = CompletableFuture.runAsync(() -> replaceFetcher(0));
    startGateway();
    CompletableFuture.allOf(ending, replaced).join();
  }

  /** Ends a pod of each kind at once, and starts its container again. */
  void kill() {
    var gateway = gateways.get(0);
    gateway.kill();
    service.remove(gateway.url());
    var fetcher = cluster.fetcher(1);
    fetcher.kill();
    var again = CompletableFuture.runAsync(() -> fetcher.restart());
    gateway.restart();
    again.join();
    service.add(gateway.url());
    Cluster.awaitFetchers(gateway, set.replicas());
  }

  private void startGateway() {
    var gateway = cluster.anotherGateway();
    gateway.restart();
    service.add(gateway.url());
    gateways.add(gateway);
  }

  /** Off the list and asked to end, both at the same moment; preStop goes first. */
  private CompletableFuture<Void> endGateway(Member gateway) {
    gateways.remove(gateway);
    service.remove(gateway.url());
    var preStop = ShutdownRules.preStop(deployment);
    var after = CompletableFuture.delayedExecutor(preStop.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(
        () -> end(gateway, ShutdownRules.termination(deployment).minus(preStop)), after);
  }

  private void replaceFetcher(int ordinal) {
    var fetcher = cluster.fetcher(ordinal);
    end(fetcher, ShutdownRules.termination(set));
    fetcher.restart();
  }

  /** Asks a process to end, which it must have done by the time that the kubelet would kill it. */
  private static void end(Member pod, Duration within) {
    var begun = System.nanoTime();
    assertThat(pod.stop()).isIn(ENDED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(within);
  }

  /** For as long as a pod must be ready before the next one is touched. */
  private static void rest(Workload workload) {
    try {
      TimeUnit.SECONDS.sleep(workload.spec().path("minReadySeconds").asInt());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    cluster.close();
    service.close();
  }
}
