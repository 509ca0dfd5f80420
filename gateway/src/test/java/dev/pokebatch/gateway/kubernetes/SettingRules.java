package dev.pokebatch.gateway.kubernetes;

import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.gateway.testing.ServiceSettings;
import dev.pokebatch.process.settings.Setting;
import dev.pokebatch.process.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The program knows each setting, takes its value, and means by it what the manifests mean. */
final class SettingRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("settings", SettingRules::settings),
          new Rule("setting ports", SettingRules::ports),
          new Rule("discovery", SettingRules::discovery),
          new Rule("trusted proxies", SettingRules::trustedProxies),
          new Rule("database", SettingRules::database));

  private static final Map<String, String> PORTS =
      Map.of(
          "HTTP_PORT", "http",
          "MANAGEMENT_PORT", "management",
          "CLUSTER_PORT", "cluster",
          "CLUSTER_BUS_PORT", "bus");

  private SettingRules() {}

  private static Stream<String> settings(Manifests manifests) {
    return manifests
        .workloads()
        .filter(Workload::ours)
        .flatMap(
            workload -> faults(workload).stream().map(fault -> workload.title() + ": " + fault));
  }

  private static List<String> faults(Workload workload) {
    var environment = workload.environment();
    var settings = ServiceSettings.read(workload.name(), environment);
    if (workload.name().equals("gateway") && !settings.flag("CLUSTER", false)) {
      settings.fault("CLUSTER", "is not set: it would have fetchers of its own");
    }
    var found = new ArrayList<String>();
    var names = settings.declared().stream().map(Setting::name).toList();
    environment.keySet().stream()
        .filter(name -> !names.contains(name))
        .map(name -> "no setting is called " + name)
        .forEach(found::add);
    try {
      settings.check();
    } catch (IllegalArgumentException refused) {
      found.add(String.valueOf(refused.getMessage()));
    }
    return found;
  }

  /** Each port that the process opens is a port of the container, and the other way round. */
  private static Stream<String> ports(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            PORTS.entrySet().stream()
                    .allMatch(
                        port ->
                            Integer.parseInt(
                                    workload.environment().getOrDefault(port.getKey(), "-1"))
                                == workload.port(port.getValue()))
                && workload.ports().allMatch(p -> PORTS.containsValue(p.path("name").asText())),
        "has other ports than its process opens");
  }

  /** The name that members look up is a headless Service that lists all of them at once. */
  private static Stream<String> discovery(Manifests manifests) {
    return Rule.each(
        manifests,
        workload ->
            manifests
                .find("Service", workload.environment().getOrDefault("CLUSTER_DNS", ""))
                .map(service -> service.path("spec"))
                .filter(spec -> spec.path("clusterIP").asText().equals("None"))
                .filter(spec -> spec.path("publishNotReadyAddresses").asBoolean())
                .filter(
                    spec ->
                        manifests
                            .selected(spec.path("selector"))
                            .map(Workload::name)
                            .sorted()
                            .toList()
                            .equals(List.of("fetcher", "gateway")))
                .isPresent(),
        "does not find the other members");
  }

  /** Behind an Ingress or a Gateway, gateways trust proxies; elsewhere, and anybody else, never. */
  private static Stream<String> trustedProxies(Manifests manifests) {
    var isForwarded = manifests.kind("Ingress", "HTTPRoute").findAny().isPresent();
    var list = manifests.workload("gateway").environment().getOrDefault("TRUSTED_PROXIES", "");
    var stranger = Peer.at("198.51.100.7");
    if (list.isEmpty() == isForwarded) {
      return Stream.of("TRUSTED_PROXIES is " + (isForwarded ? "missing" : "set without a proxy"));
    }
    return Stream.of(list.split(","))
        .filter(block -> !block.isEmpty() && stranger.isInside(block.strip()))
        .map(block -> block + " has addresses of clients, who could name any address as theirs");
  }

  /** Where a PostgreSQL is among the manifests, gateways use it, by its Service, and may. */
  private static Stream<String> database(Manifests manifests) {
    return manifests
        .workloads()
        .filter(server -> server.name().equals("postgres"))
        .filter(server -> !uses(manifests.workload("gateway"), server))
        .map(server -> "gateways do not use " + server.title());
  }

  private static boolean uses(Workload gateway, Workload server) {
    var used = GatewaySettings.gateway(Settings.of(gateway.environment())).jobs().database();
    var made = server.environment();
    var url =
        String.format(
            Locale.ROOT,
            "jdbc:postgresql://%s:%d/%s",
            server.name(),
            server.port("postgres"),
            made.get("POSTGRES_DB"));
    var login =
        Map.of(
            "user", made.getOrDefault("POSTGRES_USER", ""),
            "password", made.getOrDefault("POSTGRES_PASSWORD", ""));
    return used != null
        && used.location().equals(new DatabaseLocation.Postgres(url, login))
        && server.manifests().find("Service", server.name()).isPresent();
  }
}
