package dev.pokebatch.fetcher.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/** Skips the interim responses of an HTTP/2 connection (RFC 9113, section 8.1). */
final class Http2HeadFilter extends Http2FrameListenerDecorator {

  /** Passes on final heads, trailers and all other frames. */
  Http2HeadFilter(Http2FrameListener next) {
    super(next);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    if (end || !isInterim(headers)) {
      super.onHeadersRead(context, stream, headers, padding, end);
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    if (end || !isInterim(headers)) {
      super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
    }
  }

  /** Trailers have no status. */
  private static boolean isInterim(Http2Headers headers) {
    var status = headers.status();
    return status != null && status.length() == 3 && status.charAt(0) == '1';
  }
}
