package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message of each type. The resource folder {@code wire} has its bytes in each version. */
final class WireMessages {

  private static final Projection FIELDS = Projection.parse("id,types.type.name");

  private static final Effort EFFORT = new Effort(2, 3, 1, 41.5, 123_456_789_012L);

  /**
   * A message with its codec.
   *
   * @param codec of the message's type
   * @param message what the codec reads from the files
   */
  record Example<T>(WireCodec<T> codec, T message) {

    Buffer encode() {
      var bytes = Buffer.buffer();
      codec.encodeToWire(bytes, message);
      return bytes;
    }
  }

  private WireMessages() {}

  /** The messages by the name of their file. */
  static Map<String, Example<?>> all() {
    var all = new LinkedHashMap<String, Example<?>>();
    all.put(
        "FetchRequest",
        new Example<>(
            Codecs.REQUEST,
            new FetchRequest(
                new CallId("gateway-1", Long.MAX_VALUE),
                "client-1",
                "pokemon/pikachu",
                Projection.parse("id,types.type.name"),
                new Expansion(
                    LinkPaths.of(List.of("species.evolution_chain", "types.type")),
                    3,
                    1_998,
                    List.of("pokemon/1")),
                TransportKind.BLOCKING,
                new Budget(15_000),
                true,
                262_144)));
    all.put(
        "Found",
        new Example<>(
            Codecs.FOUND,
            new FetchReply.Found(
                Buffer.buffer("{\"name\":\"ピカチュウ\"}"),
                new Origin(CacheStatus.STALE, 86_400_000, 12_345, -1.5, Double.NaN),
                EFFORT,
                List.of(
                    new BrokenLink(
                        "species.shape",
                        "pokemon-shape/8",
                        Failure.of(FailureKind.NOT_FOUND, "it does not exist"))))));
    all.put(
        "TooLarge",
        new Example<>(
            Codecs.TOO_LARGE,
            new FetchReply.TooLarge(
                300_000, new Origin(CacheStatus.MISS, 86_400_000, 0, 0.5, 20.25), EFFORT)));
    all.put(
        "Failed",
        new Example<>(
            Codecs.FAILED,
            new FetchReply.Failed(
                new Failure(
                    FailureKind.UPSTREAM_REJECTED,
                    "zu schnell",
                    429,
                    7_000,
                    List.of("a", "ä"),
                    "dort drüben"),
                EFFORT)));
    all.put(
        "FailedNotCached",
        new Example<>(
            Codecs.FAILED,
            new FetchReply.Failed(Failure.of(FailureKind.NOT_CACHED, "not kept"), Effort.NONE)));
    all.put(
        "FetchBundle",
        new Example<>(
            Codecs.BUNDLE,
            new FetchBundle(
                List.of(
                    bundled(7, "pokemon/pikachu", TransportKind.NON_BLOCKING),
                    bundled(8, "pokemon/eevee", TransportKind.NON_BLOCKING),
                    bundled(Long.MAX_VALUE, "pokémon/25", TransportKind.BLOCKING)))));
    all.put(
        "FetchReplies",
        new Example<>(
            Codecs.REPLIES,
            new FetchReplies(
                List.of(
                    new FetchReplies.Numbered(
                        7,
                        new FetchReply.Found(
                            Buffer.buffer("{\"id\":25}"),
                            Origin.cached(CacheStatus.HIT, 1),
                            EFFORT,
                            List.of(),
                            List.of("nmae"))),
                    new FetchReplies.Numbered(
                        8,
                        new FetchReply.Failed(
                            Failure.of(FailureKind.NOT_FOUND, "it does not exist"), EFFORT)),
                    new FetchReplies.Numbered(
                        Long.MAX_VALUE,
                        new FetchReply.TooLarge(
                            300_000, Origin.cached(CacheStatus.HIT, 1), Effort.NONE))))));
    all.put(
        "Cancel",
        new Example<>(Codecs.CANCEL, new Cancel("gateway-1", List.of(1L, 2L, Long.MAX_VALUE))));
    all.put("DocumentArrived", new Example<>(Codecs.ARRIVED, new DocumentArrived(7)));
    all.put(
        "CachedRequest",
        new Example<>(
            Codecs.CACHED_REQUEST,
            new CachedRequest(List.of("pokemon/25", "/api/v2/pokémon/25/"))));
    all.put(
        "CachedReply",
        new Example<>(
            Codecs.CACHED_REPLY,
            new CachedReply(List.of(7_029L, CachedReply.NOT_CACHED, Long.MAX_VALUE))));
    all.put(
        "Announcement",
        new Example<>(Codecs.ANNOUNCEMENT, new Announcement("fetcher-1", "place-1", 2, 37, true)));
    return all;
  }

  private static FetchRequest bundled(long number, String target, TransportKind transport) {
    return new FetchRequest(
        new CallId("gateway-1", number),
        "client-1",
        target,
        FIELDS,
        Expansion.NONE,
        transport,
        new Budget(15_000 + number % 5),
        false,
        262_144 + number % 3);
  }
}
