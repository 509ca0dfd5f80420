package dev.pokebatch.process.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/**
 * Determines the address of this machine that other members can reach. A container may be on
 * several networks; the right one is the network of the members' DNS name.
 */
final class OwnAddress {

  private static final int TRIES = 50;
  private static final long PAUSE_MS = 200;
  private static final int ANY_PORT = 9;

  private OwnAddress() {}

  /**
   * Returns the address of this machine that the name resolves to. If the name does not list this
   * machine yet, returns the address from which it would connect to the listed ones. Blocks for at
   * most ten seconds until the name resolves, because containers start before their names exist.
   *
   * @throws IllegalStateException if the name does not resolve
   */
  static String beside(String dns) {
    for (var i = 0; i < TRIES; i++) {
      try {
        return among(InetAddress.getAllByName(dns));
      } catch (UnknownHostException notYet) {
        pause();
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

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
