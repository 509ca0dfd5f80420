package dev.pokebatch.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gateway and fetcher as two processes in a cluster of their own on loopback, from their jars. */
public final class ClusteredPair implements Pair {

  private static final Path FETCHER = Path.of("..", "fetcher", "target", "fetcher.jar");
  private static final Path GATEWAY = Path.of("target", "gateway.jar");

  private final JavaProcess fetcher;
  private final JavaProcess gateway;
  private final URI url;

  private ClusteredPair(JavaProcess fetcher, JavaProcess gateway, URI url) {
    this.fetcher = fetcher;
    this.gateway = gateway;
    this.url = url;
  }

  /** Starts both with these settings on top of the defaults. */
  public static ClusteredPair start(Map<String, String> given) {
    var fetcherPort = freePort();
    var settings = new HashMap<String, String>(given);
    settings.put("CLUSTER_NAME", "test-" + UUID.randomUUID());
    settings.put("HTTP_HOST", "127.0.0.1");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put("CLUSTER_MEMBERS", "127.0.0.1:" + fetcherPort);
    settings.put("CLUSTER_PORT", String.valueOf(fetcherPort));
    var fetcher = JavaProcess.start(FETCHER, List.of("-Xmx256m"), settings, "fetcher ready");
    fetcher.awaitReady();
    settings.put("CLUSTER", "true");
    settings.put("HTTP_PORT", "0");
    settings.put("CLUSTER_PORT", "0");
    var gateway =
        JavaProcess.start(GATEWAY, List.of("-Xmx256m"), settings, "gateway ready: (http://[^/]*)");
    try {
      return new ClusteredPair(fetcher, gateway, URI.create(gateway.awaitReady().group(1)));
    } catch (AssertionError failed) {
      fetcher.close();
      throw failed;
    }
  }

  /** Asks the fetcher to end, and waits until it has. */
  public void stopFetcher() {
    fetcher.terminate();
    fetcher.awaitExit();
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    gateway.close();
    fetcher.close();
  }

  /** The cluster manager must be told a port that the other can be told too. */
  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
