package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pokebatch.contract.WireMessages.Example;
import dev.pokebatch.contract.jsonpath.Pruning;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * For any bytes, a codec returns a message or the substitute for an unreadable one. It never
 * throws, and allocates no more than a multiple of the bytes. A million frames in all.
 */
class WirePropertiesTest {

  private static final int TRIES = 250;
  private static final int FRAMES = 1_000;

  /** The most bytes that decoding may allocate for each byte of a message. */
  private static final int ALLOCATED_FOR_EACH = 100;

  /** The most bytes that decoding may allocate whatever the message, as for an exception. */
  private static final int ALLOCATED_AT_LEAST = 1 << 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<Example<?>> EXAMPLES = examples();

  @Property(tries = TRIES)
  void decodingRandomBytesNeverThrows(@ForAll long seed) {
    decodeMany(
        seed,
        (bytes, random) -> {
          var some = new byte[random.nextInt(200)];
          random.nextBytes(some);
          return Buffer.buffer().appendByte((byte) random.nextInt(3)).appendBytes(some);
        },
        decoded -> {});
  }

  @Property(tries = TRIES)
  void decodingChangedBytesNeverThrows(@ForAll long seed) {
    decodeMany(
        seed,
        (bytes, random) -> {
          for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt(256));
          }
          return bytes;
        },
        decoded -> {});
  }

  @Property(tries = TRIES)
  void decodingChangedLengthsNeverThrows(@ForAll long seed) {
    decodeMany(
        seed,
        (bytes, random) -> {
          var length = random.nextBoolean() ? random.nextInt() : random.nextInt(bytes.length());
          return bytes.setInt(random.nextInt(bytes.length() - 3), length);
        },
        decoded -> {});
  }

  @Property(tries = TRIES)
  void aTruncatedMessageIsUnreadable(@ForAll long seed) {
    decodeMany(
        seed,
        // Without its last bytes, a list and a number or three texts, it is of an earlier release.
        (bytes, random) ->
            bytes.getBuffer(0, random.nextInt(Math.max(1, bytes.length() - 3 * Integer.BYTES))),
        decoded ->
            assertThat(decoded).isIn(UnreadableMessage.INSTANCE, FetchReply.Failed.UNREADABLE));
  }

  @Test
  void manySmallPartsAllocateNoMoreThanAMultipleOfTheirBytes() {
    var failure = Failure.of(FailureKind.NOT_FOUND, "");
    var broken = Collections.nCopies(10_000, new BrokenLink("", "", failure));
    var found =
        new FetchReply.Found(
            Buffer.buffer(), Origin.cached(CacheStatus.HIT, 0), Effort.NONE, broken);
    var suggestions =
        new FetchReply.Failed(failure.advising(Collections.nCopies(50_000, ""), ""), Effort.NONE);

    decode(new Example<>(Codecs.FOUND, found), new Example<>(Codecs.FOUND, found).encode());
    var failed = new Example<>(Codecs.FAILED, suggestions);
    assertThat(decode(failed, failed.encode())).isEqualTo(suggestions);
  }

  @Test
  void anEndlesslyNestedPruningIsUnreadable() {
    for (var text : List.of("{\"c\":".repeat(12_000), "{\"m\":{\"a\":".repeat(5_000))) {
      var bytes = Buffer.buffer();
      WireWriter.of(bytes).text("").number(0).text("").text("pokemon/1").text(text);

      assertThat(decode(new Example<>(Codecs.REQUEST, request(Projection.ALL)), bytes))
          .isEqualTo(UnreadableMessage.INSTANCE);
    }
  }

  /** Makes a frame from a valid one. */
  private interface Change {
    Buffer of(Buffer valid, Random random);
  }

  /** In a thread of its own, since an exception is the larger the deeper it is thrown. */
  private static void decodeMany(long seed, Change change, Consumer<Object> check) {
    CompletableFuture.runAsync(
            () -> {
              var random = new Random(seed);
              for (var i = 0; i < FRAMES; i++) {
                var example = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
                check.accept(decode(example, change.of(example.encode(), random)));
              }
            })
        .join();
  }

  /** Decodes in the middle of a frame. Repeats it if something was done for the first time. */
  private static Object decode(Example<?> example, Buffer bytes) {
    var frame = Buffer.buffer("frame head");
    var position = frame.length();
    frame.appendBuffer(bytes);
    var most = ALLOCATED_AT_LEAST + (long) ALLOCATED_FOR_EACH * bytes.length();
    for (var attempt = 1; ; attempt++) {
      var before = THREADS.getCurrentThreadAllocatedBytes();
      var decoded = example.codec().decodeFromWire(position, frame);
      var allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated <= most) {
        assertThat(decoded).isNotNull();
        return decoded;
      }
      assertThat(attempt).as(example.codec().name() + " allocated " + allocated).isLessThan(5);
    }
  }

  /** One of each type, and what only large requests have; all are decoded once to load classes. */
  private static List<Example<?>> examples() {
    var examples = new ArrayList<Example<?>>(WireMessages.all().values());
    var members = new LinkedHashMap<String, Pruning>();
    for (var i = 0; i < 100; i++) {
      members.put("m" + i, i % 2 == 0 ? Pruning.EMPTY : Pruning.WHOLE);
    }
    var pruning = Projection.of(Pruning.of(true, members, Pruning.of(true, members, null)));
    examples.add(new Example<>(Codecs.REQUEST, request(pruning)));
    examples.forEach(example -> example.codec().decodeFromWire(0, example.encode()));
    examples.forEach(example -> example.codec().decodeFromWire(0, Buffer.buffer("?")));
    return examples;
  }

  private static FetchRequest request(Projection fields) {
    return new FetchRequest(
        new CallId("gateway-1", 1),
        "pokemon/1",
        fields,
        Expansion.NONE,
        TransportKind.NON_BLOCKING,
        new Budget(1),
        false,
        0);
  }
}
