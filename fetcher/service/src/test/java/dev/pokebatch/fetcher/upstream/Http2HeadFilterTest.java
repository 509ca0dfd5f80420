package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over HTTP/2, interim responses are ordinary header frames that differ in their status only. */
class Http2HeadFilterTest {

  private final List<String> seen = new ArrayList<>();
  private final Http2HeadFilter filter =
      new Http2HeadFilter(
          new Http2FrameAdapter() {
            @Override
            public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end) {
              seen.add(String.valueOf(headers.status()));
            }

            @Override
            public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int padding,
                boolean end) {
              seen.add(String.valueOf(headers.status()));
            }
          });

  @Test
  void interimHeadsAreSkippedAndFinalHeadsAndTrailersPass() throws Http2Exception {
    for (var status : List.of("100", "102", "103", "199", "200", "404")) {
      read(new DefaultHttp2Headers().status(status), false);
    }
    read(new DefaultHttp2Headers().add("trailer", "1"), true);

    assertThat(seen).containsExactly("200", "200", "404", "404", "null", "null");
  }

  private void read(Http2Headers headers, boolean end) throws Http2Exception {
    var channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    var context = channel.pipeline().firstContext();
    filter.onHeadersRead(context, 1, headers, 0, end);
    filter.onHeadersRead(context, 1, headers, 0, (short) 16, false, 0, end);
    channel.finishAndReleaseAll();
  }
}
