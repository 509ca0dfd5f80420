package dev.pokebatch.process.cluster;

import dev.pokebatch.process.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How this process finds the others, and who may be one of them.
 *
 * @param name of the cluster; members of another name are refused
 * @param secret shared by the members; empty for none. Members with another one are refused
 * @param host address of this process that the others can reach, and the only one where it listens
 *     for them; empty to find it out
 * @param port where the cluster manager listens, 0 for any free one
 * @param busPort where the event bus listens, 0 for any free one
 * @param members where members may be found: addresses, with or without a port
 * @param dns a name that resolves to the addresses of all members, which then listen on the same
 *     port; empty to look at {@code members} instead
 */
public record ClusterConfig(
    String name,
    String secret,
    String host,
    int port,
    int busPort,
    List<String> members,
    String dns) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PROOF_BYTES = 16;

  /** Reads the cluster's settings. */
  public static ClusterConfig read(Settings settings) {
    var dns = settings.text("CLUSTER_DNS", "");
    var host = settings.text("CLUSTER_HOST", dns.isEmpty() ? LOOPBACK : "");
    var config =
        new ClusterConfig(
            settings.text("CLUSTER_NAME", "pokebatch"),
            settings.secret("CLUSTER_SECRET"),
            host,
            settings.integer("CLUSTER_PORT", 5701, 0, 65_535),
            settings.integer("CLUSTER_BUS_PORT", 0, 0, 65_535),
            List.of(settings.text("CLUSTER_MEMBERS", host).split("\\s*,\\s*")),
            dns);
    if (!dns.isEmpty() && config.port == 0) {
      settings.fault("CLUSTER_PORT", "must be the same for all where CLUSTER_DNS is set, not 0");
    }
    return config;
  }

  /**
   * The name that members tell each other when they meet. The cluster manager admits by name only,
   * so the proof of the secret is a part of it: HMAC-SHA256 (RFC 2104) of the name, shortened.
   */
  String admission() {
    if (secret.isEmpty()) {
      return name;
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      var proof = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return name + "-" + HexFormat.of().formatHex(proof, 0, PROOF_BYTES);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", missing);
    }
  }

  /** The address of this process, found out where it was not given. */
  String address() {
    return host.isEmpty() ? OwnAddress.beside(dns) : host;
  }
}
