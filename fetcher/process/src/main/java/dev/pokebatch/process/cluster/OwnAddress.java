package dev.pokebatch.process.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/**
 * Finds which of this machine's addresses the other members reach it at. A container may be on
 * several networks; the right one is that of the members' name.
 */
final class OwnAddress {

  private static final int TRIES = 50;
  private static final long PAUSE_MS = 200;
  private static final int ANY_PORT = 9;

  private OwnAddress() {}

  /**
   * The address of ours that the name resolves to; where the name does not list us yet, the one
   * that we would reach its addresses from. Blocks, for ten seconds at most, until the name
   * resolves: names of containers appear a little after the containers.
   *
   * @throws IllegalStateException where it does not
   */
  static String beside(String dns) {
    for (var i = 0; i < TRIES; i++) {
      try {
        return among(InetAddress.getAllByName(dns));
      } catch (UnknownHostException notYet) {
        pause();
      } catch (IOException failed) {
        throw new IllegalStateException("no way to the addresses of " + dns, failed);
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
      socket.connect(new InetSocketAddress(members[0], ANY_PORT)); // sends nothing: asks the routes
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
