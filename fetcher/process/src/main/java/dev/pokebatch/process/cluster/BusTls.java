package dev.pokebatch.process.cluster;

import dev.pokebatch.process.tls.CertificateFiles;
import dev.pokebatch.process.tls.CertificateWatch;
import dev.pokebatch.process.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ServerSSLOptions;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS on the event bus: both ends of a connection have a certificate of the cluster's
 * authority. Host names are not compared, because members know each other by address: every process
 * with such a certificate is a member.
 *
 * @param files the certificate files of this member
 * @param first what they contained when the process started
 */
record BusTls(CertificateFiles files, Certificates first) {

  /** Reads the files; null if the bus has no TLS. Blocks. */
  static @Nullable BusTls load(@Nullable CertificateFiles files) {
    return files == null ? null : new BusTls(files, files.load());
  }

  /** Makes a bus with these options use TLS. */
  void secure(EventBusOptions bus) {
    bus.setSsl(true)
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(first.keys())
        .setTrustOptions(first.trust());
  }

  /** Puts replaced certificates to use, for new connections. */
  void watch(Vertx vertx) {
    var server = socket(vertx.eventBus(), "server", NetServer.class);
    var client = socket(vertx.eventBus(), "client", NetClient.class);
    CertificateWatch.start(vertx, files, first, replaced -> use(replaced, server, client));
  }

  private static Future<?> use(Certificates replaced, NetServer server, NetClient client) {
    var accepting =
        new ServerSSLOptions()
            .setClientAuth(ClientAuth.REQUIRED)
            .setKeyCertOptions(replaced.keys())
            .setTrustOptions(replaced.trust());
    var connecting =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm("")
            .setKeyCertOptions(replaced.keys())
            .setTrustOptions(replaced.trust());
    return server
        .updateSSLOptions(accepting, true)
        .compose(done -> client.updateSSLOptions(connecting, true));
  }

  /** Vert.x has no API for the sockets of the event bus, and copies its options at the start. */
  private static <T> T socket(EventBus bus, String field, Class<T> type) {
    try {
      var socket = bus.getClass().getDeclaredField(field);
      socket.setAccessible(true);
      return type.cast(socket.get(bus));
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException("this Vert.x keeps its sockets elsewhere", changed);
    }
  }
}
