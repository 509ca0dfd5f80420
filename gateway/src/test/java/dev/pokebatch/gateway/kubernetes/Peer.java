package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection.
 *
 * @param namespace of a pod; null for ours
 * @param labels of a pod; null where it is none
 * @param address of what is no pod; empty otherwise
 */
record Peer(@Nullable String namespace, @Nullable ObjectNode labels, String address) {

  static Peer pod(Workload workload) {
    return new Peer(null, (ObjectNode) workload.podLabels(), "");
  }

  /** A pod with one label, in a namespace that has no other label than its name. */
  static Peer elsewhere(String namespace, String label, String value) {
    return new Peer(namespace, JsonNodeFactory.instance.objectNode().put(label, value), "");
  }

  static Peer at(String address) {
    return new Peer(null, null, address);
  }

  /** Whether an entry of {@code from} or {@code to} in a policy of our namespace means it. */
  boolean isMeantBy(JsonNode entry) {
    if (entry.has("ipBlock")) {
      return !address.isEmpty() && inside(entry.path("ipBlock"));
    }
    if (labels == null) {
      return false;
    }
    var inNamespace =
        entry.has("namespaceSelector")
            ? Manifests.matches(
                entry.path("namespaceSelector").path("matchLabels"), namespaceLabels())
            : namespace == null;
    return inNamespace && Manifests.matches(entry.path("podSelector").path("matchLabels"), labels);
  }

  private ObjectNode namespaceLabels() {
    var name = namespace == null ? "pokebatch" : namespace;
    return JsonNodeFactory.instance.objectNode().put("kubernetes.io/metadata.name", name);
  }

  private boolean inside(JsonNode block) {
    return isInside(block.path("cidr").asText())
        && Manifests.elements(block.path("except")).noneMatch(hole -> isInside(hole.asText()));
  }

  /** Whether an address is in a block of addresses; false for a single address. */
  boolean isInside(String cidr) {
    var slash = cidr.indexOf('/');
    if (slash < 0) {
      return false;
    }
    try {
      var here = InetAddress.getByName(address).getAddress();
      var there = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      var free = there.length * 8 - Integer.parseInt(cidr.substring(slash + 1));
      return here.length == there.length
          && new BigInteger(1, here)
              .shiftRight(free)
              .equals(new BigInteger(1, there).shiftRight(free));
    } catch (UnknownHostException noAddress) {
      throw new AssertionError(noAddress);
    }
  }
}
