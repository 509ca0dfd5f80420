package dev.pokebatch.process.cluster;

import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.process.tls.CertificateFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How this process joins a cluster, and which processes may be members.
 *
 * @param name name of the cluster; processes with another name are refused
 * @param secret secret that the members share; empty for none. Processes with another one are
 *     refused
 * @param host address of this process that other members can reach; it listens for them on no other
 *     address; empty to determine it from {@code dns}
 * @param port port of the cluster manager; 0 for any free port
 * @param busPort port of the event bus; 0 for any free port
 * @param members addresses of possible members, with or without a port
 * @param dns a DNS name that resolves to the addresses of all members, which must use the same
 *     port; empty to use {@code members} instead
 * @param certificates certificate, key and authority for mutual TLS on the event bus; null for none
 */
public record ClusterConfig(
    String name,
    String secret,
    String host,
    int port,
    int busPort,
    List<String> members,
    String dns,
    @Nullable CertificateFiles certificates) {

  /**
   * How long a process waits for {@code dns} to resolve. A container may start before its name
   * exists, and a DNS server may remember for 30 s that there was none.
   */
  public static final Duration DNS_WAIT = Duration.ofSeconds(45);

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
            dns,
            CertificateFiles.read(
                settings, "CLUSTER_CERT_FILE", "CLUSTER_KEY_FILE", "CLUSTER_CA_FILE"));
    var insecure = settings.flag("CLUSTER_INSECURE", false);
    if (config.certificates == null && !insecure && !isLoopback(host)) {
      settings.fault(
          host.isEmpty() ? "CLUSTER_DNS" : "CLUSTER_HOST",
          "leads to other machines, so the event bus needs CLUSTER_CERT_FILE, CLUSTER_KEY_FILE and"
              + " CLUSTER_CA_FILE; CLUSTER_INSECURE=true lets everybody who reaches its port read"
              + " and send messages");
    }
    if (!dns.isEmpty() && config.port == 0) {
      settings.fault(
          "CLUSTER_PORT", "must be the same for all members if CLUSTER_DNS is set, not 0");
    }
    return config;
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /**
   * The cluster name that members compare when they join. The cluster manager compares only names,
   * so this one contains a proof of the secret: the HMAC-SHA256 (RFC 2104) of the name, shortened.
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

  /** The configured address of this process, or else the one determined from the DNS name. */
  String address() {
    return host.isEmpty() ? OwnAddress.beside(dns, DNS_WAIT) : host;
  }
}
