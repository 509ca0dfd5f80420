package dev.pokebatch.gateway.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may connect to whom, over all pairs of what is inside and outside: what is listed here, and
 * nothing else.
 *
 * @param network the policies
 * @param pods ours, by name
 * @param others what is outside, by name
 * @param wanted connections, as {@code from to port}
 */
record Reach(
    Policies network, Map<String, Workload> pods, Map<String, Peer> others, Set<String> wanted) {

  private static final List<String> WANTED =
      List.of(
          "gateway gateway TCP cluster",
          "gateway gateway TCP bus",
          "gateway fetcher TCP cluster",
          "gateway fetcher TCP bus",
          "gateway dns UDP 53",
          "gateway dns TCP 53",
          "gateway node's dns UDP 53",
          "gateway node's dns TCP 53",
          "fetcher gateway TCP cluster",
          "fetcher gateway TCP bus",
          "fetcher fetcher TCP cluster",
          "fetcher fetcher TCP bus",
          "fetcher dns UDP 53",
          "fetcher dns TCP 53",
          "fetcher node's dns UDP 53",
          "fetcher node's dns TCP 53",
          "fetcher internet TCP 443",
          "ingress gateway TCP http",
          "monitoring gateway TCP management",
          "monitoring fetcher TCP management");

  private static final String DATABASE = "gateway postgres TCP postgres";
  private static final Map<String, Integer> WELL_KNOWN =
      Map.of("53", 53, "80", 80, "443", 443, "otlp", 4318, "postgres", 5432);

  static Reach of(Manifests manifests) {
    var pods = new LinkedHashMap<String, Workload>();
    manifests.workloads().forEach(workload -> pods.put(workload.name(), workload));
    var others = new LinkedHashMap<String, Peer>();
    var byGatewayApi = manifests.kind("HTTPRoute").findAny().isPresent();
    var nginx = Peer.elsewhere("ingress-nginx", "app", "controller");
    var envoy = Peer.elsewhere("envoy-gateway-system", "app", "envoy");
    others.put("ingress", byGatewayApi ? envoy : nginx);
    others.put("another ingress", byGatewayApi ? nginx : envoy);
    others.put("monitoring", Peer.elsewhere("monitoring", "app", "prometheus"));
    others.put("a stranger", Peer.elsewhere("default", "app", "anything"));
    others.put("dns", Peer.elsewhere("kube-system", "k8s-app", "kube-dns"));
    others.put("node's dns", Peer.at("169.254.20.10")); // where NodeLocal DNSCache listens
    others.put("the system", Peer.elsewhere("kube-system", "k8s-app", "anything"));
    others.put("internet", Peer.at("198.51.100.7"));
    others.put("internet, version 6", Peer.at("2001:db8::7"));
    others.put("a private network", Peer.at("10.1.2.3"));
    others.put("the cloud's metadata", Peer.at("169.254.169.254"));
    var wanted = new TreeSet<String>(WANTED);
    wanted.add("fetcher internet, version 6 TCP 443");
    if (!pods.containsKey("postgres")) {
      others.put("postgres", Peer.at("192.0.2.1")); // the example's, a public address
      wanted.add("fetcher postgres TCP 443");
    }
    if (!manifests.workload("gateway").environment().getOrDefault("DATABASE_URL", "").isEmpty()) {
      wanted.add(DATABASE);
    }
    if (manifests.kind("ServiceMonitor").findAny().isPresent()) {
      wanted.addAll(List.of("gateway monitoring TCP otlp", "fetcher monitoring TCP otlp"));
    }
    return new Reach(new Policies(manifests), pods, others, wanted);
  }

  Stream<String> faults() {
    var between =
        pods.keySet().stream()
            .flatMap(from -> pods.keySet().stream().flatMap(to -> faults(from, to)));
    var outside =
        pods.keySet().stream()
            .flatMap(
                pod ->
                    others.keySet().stream()
                        .flatMap(o -> Stream.concat(faults(pod, o), faults(o, pod))));
    return Stream.concat(between, outside);
  }

  private Stream<String> faults(String from, String to) {
    var ports = new LinkedHashMap<String, Integer>(WELL_KNOWN);
    var target = pods.get(to);
    if (target != null) {
      target
          .ports()
          .forEach(p -> ports.put(p.path("name").asText(), p.path("containerPort").asInt()));
    }
    return Stream.of("TCP", "UDP")
        .flatMap(
            protocol ->
                ports.entrySet().stream()
                    .filter(
                        port ->
                            isWrong(
                                from,
                                to,
                                protocol,
                                port.getValue(),
                                wanted.contains(
                                    String.join(" ", from, to, protocol, port.getKey()))))
                    .map(port -> String.join(" ", from, "to", to, protocol, port.getKey())));
  }

  /** What is wanted must pass at both ends; what is not, at neither. */
  private boolean isWrong(String from, String to, String protocol, int port, boolean isWanted) {
    var source = pods.get(from);
    var target = pods.get(to);
    var leaves = source == null || network.lets(source, peer(to), protocol, port);
    var enters = target == null || network.admits(target, peer(from), protocol, port);
    return isWanted
        ? !(leaves && enters)
        : (source != null && leaves) || (target != null && enters);
  }

  private Peer peer(String name) {
    var pod = pods.get(name);
    if (pod != null) {
      return Peer.pod(pod);
    }
    var other = others.get(name);
    if (other == null) {
      throw new AssertionError(name);
    }
    return other;
  }
}
