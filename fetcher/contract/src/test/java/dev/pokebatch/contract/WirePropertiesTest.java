package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.WireMessages.Example;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * For any bytes, a codec returns a message or the substitute for an unreadable one. It never
 * throws, and allocates no more memory than the bytes can fill.
 */
class WirePropertiesTest {

  @Provide
  Arbitrary<Example<?>> examples() {
    return Arbitraries.of(List.copyOf(WireMessages.all().values()));
  }

  @Property(tries = 2_000)
  void decodingRandomBytesNeverThrows(
      @ForAll("examples") Example<?> example,
      @ForAll @IntRange(min = 0, max = 2) int version,
      @ForAll byte[] random) {
    decode(example, Buffer.buffer().appendByte((byte) version).appendBytes(random));
  }

  @Property(tries = 4_000)
  void decodingChangedBytesNeverThrows(
      @ForAll("examples") Example<?> example,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int changes) {
    var bytes = example.encode();
    var random = new Random(seed);
    for (var i = 0; i < changes; i++) {
      bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt(256));
    }
    decode(example, bytes);
  }

  @Property(tries = 4_000)
  void decodingChangedLengthsNeverThrows(
      @ForAll("examples") Example<?> example, @ForAll long seed, @ForAll int length) {
    var bytes = example.encode();
    bytes.setInt(new Random(seed).nextInt(bytes.length() - 3), length);
    decode(example, bytes);
  }

  @Property(tries = 1_000)
  void aTruncatedMessageIsUnreadable(@ForAll("examples") Example<?> example, @ForAll long seed) {
    var bytes = example.encode();
    var end = new Random(seed).nextInt(bytes.length());

    assertThat(decode(example, bytes.getBuffer(0, end)))
        .isIn(UnreadableMessage.INSTANCE, FetchReply.Failed.UNREADABLE);
  }

  /** Decodes in the middle of a frame. */
  private static Object decode(Example<?> example, Buffer bytes) {
    var frame = Buffer.buffer("frame head");
    var position = frame.length();
    var decoded = example.codec().decodeFromWire(position, frame.appendBuffer(bytes));
    assertThat(decoded).isNotNull();
    if (decoded instanceof Announcement announcement) {
      assertThat(announcement.lanes()).isBetween(1, Announcement.MAX_LANES);
      assertThat(announcement.lane()).isBetween(0, announcement.lanes() - 1);
    }
    return decoded;
  }
}
