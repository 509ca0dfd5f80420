package dev.pokebatch.gateway.http.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/** The place in a pipeline where the bytes of HTTP come in and go out: behind TLS, if there is. */
final class PlainBytes {

  private PlainBytes() {}

  /** Adds a handler that sees these bytes before any other handler of HTTP. */
  static void add(ChannelPipeline pipeline, ChannelHandler handler) {
    var tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      pipeline.addFirst(handler);
    } else {
      pipeline.addAfter(tls.name(), null, handler);
    }
  }
}
