package dev.pokebatch.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the loopback address for processes that have to know a port before they listen on it, or
 * that listen on it again after a restart. No other process takes such a port in the meantime: they
 * lie below the range from which the system takes those of outgoing connections, and each JVM
 * listens on the first port of each block of which it uses the others.
 */
public final class Ports {

  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int LOWEST = 10_000;
  private static final int BLOCK = 100;

  private static final Deque<Integer> FREE = new ArrayDeque<>();

  /** Stay open until the JVM ends. */
  private static final List<ServerSocket> RESERVED = new ArrayList<>();

  private Ports() {}

  /** Returns a port on which no process listens. It is never returned again to this JVM. */
  public static synchronized int next() {
    try {
      while (true) {
        if (FREE.isEmpty()) {
          reserveBlock();
        }
        var port = FREE.remove();
        try (var probe = listen(port)) {
          if (probe != null) {
            return port;
          }
        }
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void reserveBlock() throws IOException {
    var end = Files.exists(RANGE) ? firstOfRange() : 32_768;
    for (var first = LOWEST; first + BLOCK <= end; first += BLOCK) {
      var reserved = listen(first);
      if (reserved != null) {
        RESERVED.add(reserved);
        IntStream.range(first + 1, first + BLOCK).forEach(FREE::add);
        return;
      }
    }
    throw new IllegalStateException("no free ports from " + LOWEST + " to " + end);
  }

  private static int firstOfRange() throws IOException {
    return Integer.parseInt(Files.readAllLines(RANGE).get(0).split("\\s+", 2)[0]);
  }

  private static @Nullable ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException taken) {
      return null;
    }
  }
}
