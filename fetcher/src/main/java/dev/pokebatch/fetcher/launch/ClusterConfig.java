package dev.pokebatch.fetcher.launch;

import java.util.List;

/**
 * How this process finds the others.
 *
 * @param name of the cluster; members of another name are refused
 * @param host address of this process that the others can reach; nothing listens on any other
 * @param port where the cluster manager listens, 0 for any free one
 * @param members where members may be found: addresses, with or without a port
 */
public record ClusterConfig(String name, String host, int port, List<String> members) {

  /** Reads the cluster's settings. */
  public static ClusterConfig read(Settings settings) {
    var host = settings.text("CLUSTER_HOST", "127.0.0.1");
    return new ClusterConfig(
        settings.text("CLUSTER_NAME", "pokebatch"),
        host,
        settings.integer("CLUSTER_PORT", 5701, 0, 65_535),
        List.of(settings.text("CLUSTER_MEMBERS", host).split("\\s*,\\s*")));
  }
}
