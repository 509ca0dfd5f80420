package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pokebatch.contract.shape.DottedPath;
import dev.pokebatch.contract.shape.Shape;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding returns the message that was encoded, wherever in the frame it starts. */
class CodecsTest {

  /** Bytes of three empty texts. */
  private static final int NO_CORRELATION = 3 * Integer.BYTES;

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final Effort EFFORT = new Effort(2, 3, 1, 41.5, 123_456_789_012L);

  @Test
  void aDecodedRequestEqualsTheOriginal() {
    var request =
        new FetchRequest(
            new CallId("gateway-1", Long.MAX_VALUE),
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
            262_144);

    assertThat(encodeAndDecode(Codecs.REQUEST, request)).isEqualTo(request);
  }

  @ParameterizedTest
  @EnumSource
  void aDecodedRequestHasTheCacheModeOfTheOriginal(CacheMode mode) {
    for (var onlyIfCached : List.of(true, false)) {
      assertThat(encodeAndDecode(Codecs.REQUEST, request(mode, onlyIfCached)))
          .isEqualTo(request(mode, onlyIfCached));
    }
  }

  /** Releases without cache modes read a flag there, and refuse any other number. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEFAULT")
  void aCacheModeIsNoFlag(CacheMode mode) {
    var bytes = Buffer.buffer();
    Codecs.REQUEST.encodeToWire(bytes, request(mode, false));
    var grant = Long.BYTES + NO_CORRELATION;

    assertThat(bytes.getLong(bytes.length() - grant - Long.BYTES)).isGreaterThan(1);
  }

  @Test
  void aRequestWithAnUnknownCacheModeIsUnreadable() {
    var bytes = Buffer.buffer();
    Codecs.REQUEST.encodeToWire(bytes, request(CacheMode.DEFAULT, false));
    bytes.setLong(bytes.length() - NO_CORRELATION - 2 * Long.BYTES, 2L * CacheMode.MOST + 2);

    assertThat(Codecs.REQUEST.decodeFromWire(0, bytes)).isSameAs(UnreadableMessage.INSTANCE);
  }

  @Test
  void aRequestKeepsTheClientsRequestThatItIsMadeFor() {
    for (var correlation :
        List.of(
            new Correlation("request-7", PARENT, "vendor=1,other=a b"),
            new Correlation("7".repeat(128), "", ""),
            new Correlation("", PARENT, "x".repeat(Correlation.MAX_STATE_BYTES)))) {
      var request = request(CacheMode.DEFAULT, false).with(correlation);

      assertThat(encodeAndDecode(Codecs.REQUEST, request)).isEqualTo(request);
    }
  }

  /** Any program that reaches the event bus can send any bytes, and the texts go into logs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words||",
        "line\nbreak||",
        "|00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01|",
        "|00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01|",
        "|01|",
        "||line\rbreak"
      })
  void anInvalidCorrelationMakesARequestUnreadable(String texts) {
    var bytes = Buffer.buffer();
    Codecs.REQUEST.encodeToWire(bytes, request(CacheMode.DEFAULT, false));
    var forged = bytes.slice(0, bytes.length() - NO_CORRELATION).copy();
    for (var text : texts.split("[|]", -1)) {
      forged.appendInt(text.length()).appendString(text);
    }

    assertThat(Codecs.REQUEST.decodeFromWire(0, forged)).isSameAs(UnreadableMessage.INSTANCE);
  }

  @Test
  void aLongCorrelationMakesARequestUnreadable() {
    var bytes = Buffer.buffer();
    Codecs.REQUEST.encodeToWire(bytes, request(CacheMode.DEFAULT, false));
    var forged = bytes.slice(0, bytes.length() - NO_CORRELATION).copy();
    forged.appendInt(129).appendString("a".repeat(129)).appendInt(0).appendInt(0);

    assertThat(Codecs.REQUEST.decodeFromWire(0, forged)).isSameAs(UnreadableMessage.INSTANCE);
  }

  @Test
  void aMessageThatIsNotRecordedStaysInItsTrace() {
    var correlation = new Correlation("request-7", PARENT, "").unrecorded();

    assertThat(correlation.traceparent()).isEqualTo(PARENT.replaceAll("01$", "00"));
    assertThat(correlation.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(Correlation.NONE.unrecorded()).isEqualTo(Correlation.NONE);
  }

  private static FetchRequest request(CacheMode mode, boolean onlyIfCached) {
    return new FetchRequest(
        new CallId("gateway-1", 7),
        "client",
        "pokemon/pikachu",
        Projection.ALL,
        Expansion.NONE,
        TransportKind.NON_BLOCKING,
        mode,
        new Budget(15_000),
        onlyIfCached,
        262_144);
  }

  @Test
  void aDecodedDocumentEqualsTheOriginal() {
    var found =
        new FetchReply.Found(
            Buffer.buffer("{\"name\":\"ピカチュウ\"}"),
            new Origin(CacheStatus.STALE, 86_400_000, 12_345, -1.5, 2.25),
            EFFORT,
            List.of(
                new BrokenLink(
                    "species.shape",
                    "pokemon-shape/8",
                    Failure.of(FailureKind.NOT_FOUND, "it does not exist"))));

    assertThat(encodeAndDecode(Codecs.FOUND, found)).isEqualTo(found);
  }

  @Test
  void aDecodedRequestForAShapeEqualsTheOriginal() {
    var shape = Shape.of(Map.of("hp", "value($.stats[?@.stat.name=='hp'].base_stat)"));
    for (var fields :
        List.of(
            Projection.of(shape),
            Projection.parse("name:localized($.names)").inLanguages(List.of("de-CH", "de")))) {
      var request =
          new FetchRequest(
              new CallId("gateway-1", 1),
              "pokemon/25",
              fields,
              Expansion.NONE,
              TransportKind.NON_BLOCKING,
              new Budget(1_000),
              false,
              1_000);

      assertThat(encodeAndDecode(Codecs.REQUEST, request)).isEqualTo(request);
      // A fetcher of an earlier release reads a mask, and asks for another fetcher if it is none.
      var first = fields.toString().split(",", -1)[0].strip();
      assertThat(first).isNotEqualTo("*").doesNotMatch(DottedPath.FORM).doesNotStartWith("{");
    }
  }

  @Test
  void whatMatchedNothingIsDecoded() {
    var origin = new Origin(CacheStatus.MISS, 86_400_000, 0, 0.5, 20.25);
    var found =
        new FetchReply.Found(Buffer.buffer("{}"), origin, EFFORT, List.of(), List.of("nmae"));

    assertThat(encodeAndDecode(Codecs.FOUND, found)).isEqualTo(found);
  }

  @Test
  void theWorkOfAShapeIsDecoded() {
    var origin = new Origin(CacheStatus.MISS, 86_400_000, 0, 0.5, 20.25);
    var effort = EFFORT.withWork(300_000);
    var found = new FetchReply.Found(Buffer.buffer("{}"), origin, effort, List.of());
    var failed = new FetchReply.Failed(Failure.of(FailureKind.SHAPE_WORK, "too much"), effort);

    assertThat(encodeAndDecode(Codecs.FOUND, found)).isEqualTo(found);
    assertThat(encodeAndDecode(Codecs.FAILED, failed)).isEqualTo(failed);
  }

  @Test
  void aDecodedTooLargeReplyEqualsTheOriginal() {
    var origin = new Origin(CacheStatus.MISS, 86_400_000, 0, 0.5, 20.25);
    var large = new FetchReply.TooLarge(300_000, origin, EFFORT);

    assertThat(encodeAndDecode(Codecs.TOO_LARGE, large)).isEqualTo(large);
  }

  @Test
  void aDecodedFailureEqualsTheOriginal() {
    var failed =
        new FetchReply.Failed(
            new Failure(
                FailureKind.UPSTREAM_REJECTED,
                "zu schnell",
                429,
                7_000,
                List.of("a", "ä"),
                "dort drüben"),
            EFFORT);

    assertThat(encodeAndDecode(Codecs.FAILED, failed)).isEqualTo(failed);
  }

  @Test
  void aDecodedCancelEqualsTheOriginal() {
    var cancel = new Cancel("gateway-1", List.of(1L, 2L, Long.MAX_VALUE));

    assertThat(encodeAndDecode(Codecs.CANCEL, cancel)).isEqualTo(cancel);
  }

  @Test
  void aDecodedArrivalEqualsTheOriginal() {
    assertThat(encodeAndDecode(Codecs.ARRIVED, new DocumentArrived(7)))
        .isEqualTo(new DocumentArrived(7));
  }

  @Test
  void aDecodedAnnouncementEqualsTheOriginal() {
    var announcement = new Announcement("fetcher-1", "key-1", 2, 37, true);

    assertThat(encodeAndDecode(Codecs.ANNOUNCEMENT, announcement)).isEqualTo(announcement);
  }

  @Test
  void aDecodedRequestForCachedDocumentsAndItsReplyEqualTheOriginals() {
    var request = new CachedRequest(List.of("pokemon/25", "/api/v2/pokémon/25/"));
    var reply = new CachedReply(List.of(7_029L, CachedReply.NOT_CACHED, Long.MAX_VALUE));

    assertThat(encodeAndDecode(Codecs.CACHED_REQUEST, request)).isEqualTo(request);
    assertThat(encodeAndDecode(Codecs.CACHED_REPLY, reply)).isEqualTo(reply);
  }

  @Test
  void aRequestForCachedDocumentsHasALimitedNumberOfTargets() {
    var many = Collections.nCopies(CachedRequest.MOST + 1, "pokemon/25");

    assertThatIllegalArgumentException().isThrownBy(() -> new CachedRequest(many));
  }

  @Test
  void localDeliveryPassesTheSameInstance() {
    var cancel = new Cancel("gateway-1", List.of(1L));

    assertThat(Codecs.CANCEL.transform(cancel)).isSameAs(cancel);
  }

  private static <T> Object encodeAndDecode(WireCodec<T> codec, T message) {
    var frame = Buffer.buffer("frame head");
    var position = frame.length();
    codec.encodeToWire(frame, message);
    return codec.decodeFromWire(position, frame);
  }
}
