package dev.pokebatch.process.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the address of this machine that other members can reach. A container may be on
 * several networks; the right one is the network of the members' DNS name.
 */
final class OwnAddress {

  private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int ANY_PORT = 9;

  private OwnAddress() {}

  /**
   * Returns the address of this machine that the name resolves to. If the name does not list this
   * machine yet, returns the address from which it would connect to the listed ones. Blocks until
   * the name resolves.
   *
   * @param atMost how long to wait for that
   * @throws IllegalStateException if the name does not resolve
   */
  static String beside(String dns, Duration atMost) {
    return beside(dns, atMost, InetAddress::getAllByName, OwnAddress::sleep);
  }

  /**
   * As above.
   *
   * @param lookup resolves the name
   * @param sleep waits
   */
  static String beside(String dns, Duration atMost, Lookup lookup, Consumer<Duration> sleep) {
    var tries = atMost.dividedBy(PAUSE);
    for (var i = 0L; i < tries; i++) {
      try {
        return among(lookup.addresses(dns));
      } catch (UnknownHostException notYet) {
        if (i == 0) {
          LOG.warn("{} does not resolve, trying for {} s", dns, atMost.toSeconds());
        }
        sleep.accept(PAUSE);
      } catch (IOException failed) {
        throw new IllegalStateException("no route to the addresses of " + dns, failed);
      }
    }
    throw new IllegalStateException("CLUSTER_DNS does not resolve: " + dns);
  }

  private static String among(InetAddress[] members) throws IOException {
    for (var member : members) {
      if (NetworkInterface.getByInetAddress(member) != null) {
        return member.getHostAddress();
      }
    }
    try (var socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(members[0], ANY_PORT)); // sends nothing, but selects a route
      return socket.getLocalAddress().getHostAddress();
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Resolves names. */
  interface Lookup {
    /**
     * Returns the addresses of a name.
     *
     * @throws UnknownHostException if it has none
     */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }
}
