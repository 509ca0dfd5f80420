package dev.pokebatch.fetcher.serve;

import static dev.pokebatch.fetcher.fetch.Calls.kindOf;
import static dev.pokebatch.fetcher.serve.OffloadingProjector.SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.NormalizedDocument;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long texts are projected on worker threads, short ones on the event loop. */
@ExtendWith(VertxExtension.class)
class OffloadingProjectorTest {

  private static final DocumentView ID = new DocumentView(Projection.parse("id"), LinkPaths.NONE);
  private static final int MAX_BYTES = 1 << 20;
  private static final int THREADS = 2;
  private static final long MINUTE_MS = 60_000;

  @Test
  void aShortTextIsProjectedAtOnce(Vertx vertx) {
    assertThat(new Cuts(vertx, document(1, 100), zip(document(2, SHORT))).atOnce)
        .containsExactly(true, true);
  }

  @Test
  void theEventLoopIsFreeWhileALongTextIsProjected(Vertx vertx) {
    var cuts = new Cuts(vertx, document(1, SHORT + 1), zip(document(2, SHORT + 1)));

    assertThat(cuts.atOnce).containsExactly(false, false);
    assertThat(cuts.ids()).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(cuts.cameOnTheLoop).containsOnly(true);
  }

  @Test
  void aStreamWithAWrongLengthDoesNotBlockTheEventLoop(Vertx vertx) {
    var liar = zip(document(1, 10 * SHORT).bytes(), " ".getBytes(UTF_8));
    var cuts = new Cuts(vertx, liar);

    assertThat(cuts.atOnce).containsExactly(false);
    assertThat(cuts.ids()).containsExactly("{\"id\":1}");
  }

  @Test
  void concurrentProjectionsDoNotInterfere(Vertx vertx) {
    var many = IntStream.range(0, 200).mapToObj(i -> document(i, SHORT + 10 + i)).toList();
    var cuts = new Cuts(vertx, many.stream().map(text -> zip(text)).toArray(EncodedJson[]::new));

    assertThat(cuts.ids())
        .containsExactlyElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "{\"id\":" + i + "}").toList());
  }

  @Test
  void anInvalidTextOfAnyLengthIsTheUpstreamsFailure(Vertx vertx) {
    var damaged = zip(document(1, SHORT + 1));
    damaged.bytes()[damaged.bytes().length / 2] ^= 1;
    var cuts =
        new Cuts(
            vertx,
            new EncodedJson("{".getBytes(UTF_8), false),
            new EncodedJson("[".repeat(SHORT + 1).getBytes(UTF_8), false),
            damaged,
            document(1, MAX_BYTES + 1),
            zip(document(1, MAX_BYTES + 1)));

    await().until(() -> cuts.got.stream().allMatch(Future::isComplete));
    assertThat(cuts.got.subList(0, 3))
        .allMatch(failed -> kindOf(failed) == FailureKind.UPSTREAM_INVALID_BODY);
    assertThat(cuts.got.subList(3, 5))
        .allMatch(failed -> kindOf(failed) == FailureKind.UPSTREAM_TOO_LARGE);
  }

  @Test
  void textsToCompressAreNormalizedOnAWorkerThread(Vertx vertx) {
    var compact = zip(document(1, 100));
    var spaced = new EncodedJson(" {\"id\": 1} ".getBytes(UTF_8), false);
    var wire = List.of(compact, document(1, 100), spaced, zip(spaced));
    var projector =
        new OffloadingProjector(new ProjectorPool(vertx, THREADS, MAX_BYTES, DocumentPath::parse));
    var got = new CopyOnWriteArrayList<Future<NormalizedDocument>>();
    var atOnce = new CopyOnWriteArrayList<Boolean>();
    var looked = occupyWorkers(vertx);
    vertx.runOnContext(
        turn -> {
          for (var document : wire) {
            var normalized = projector.normalize(document, ID);
            atOnce.add(normalized.isComplete());
            got.add(normalized);
          }
        });
    await().until(() -> got.size() == wire.size());
    looked.countDown();
    await().until(() -> got.stream().allMatch(Future::isComplete));

    assertThat(atOnce).containsExactly(true, false, false, false);
    assertThat(got.get(0).result().body()).isSameAs(compact);
    assertThat(got).allMatch(document -> document.result().body().gzip());
    assertThat(got)
        .allMatch(
            document -> document.result().projected().bytes().toString().equals("{\"id\":1}"));
  }

  /** Blocks the worker threads until the latch is opened. */
  private static CountDownLatch occupyWorkers(Vertx vertx) {
    var open = new CountDownLatch(1);
    var threads = vertx.createSharedWorkerExecutor(ProjectorPool.POOL, THREADS);
    for (var i = 0; i < THREADS; i++) {
      threads.executeBlocking(() -> open.await(1, TimeUnit.MINUTES), false);
    }
    return open;
  }

  private static EncodedJson document(int id, int bytes) {
    var head = "{\"id\":" + id + ",\"text\":\"";
    var text = head + noise(bytes - head.length() - 2) + "\"}";
    return new EncodedJson(text.getBytes(UTF_8), false);
  }

  /** A text that gzip hardly compresses. */
  private static String noise(int length) {
    var letters = new Random(1).ints(length, 'a', 'z' + 1);
    return letters
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static EncodedJson zip(EncodedJson text) {
    return zip(text.bytes());
  }

  /** A stream of this many members. */
  private static EncodedJson zip(byte[]... members) {
    var bytes = new ByteArrayOutputStream();
    Stream.of(members)
        .forEach(
            member -> {
              try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member);
              } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
              }
            });
    return new EncodedJson(bytes.toByteArray(), true);
  }

  /**
   * How many texts are projected in one task of the event loop, in which the workers get no time.
   */
  private static final class Cuts {
    private final List<Future<ProjectedDocument>> got = new CopyOnWriteArrayList<>();
    private final List<Boolean> atOnce = new CopyOnWriteArrayList<>();
    private final List<Boolean> cameOnTheLoop = new CopyOnWriteArrayList<>();

    private Cuts(Vertx vertx, EncodedJson... texts) {
      var projector =
          new OffloadingProjector(
              new ProjectorPool(vertx, THREADS, MAX_BYTES, DocumentPath::parse));
      var busy = new CountDownLatch(1);
      var workers = new Offload(vertx, ProjectorPool.POOL, THREADS, MINUTE_MS);
      for (var i = 0; i < THREADS; i++) {
        workers.run(new BlockingCall<>(() -> busy.await(MINUTE_MS, TimeUnit.MILLISECONDS)));
      }
      vertx.runOnContext(
          turn -> {
            for (var text : texts) {
              var projected = projector.project(text, ID);
              projected.onComplete(done -> cameOnTheLoop.add(Context.isOnEventLoopThread()));
              atOnce.add(projected.isComplete());
              got.add(projected);
            }
          });
      await().until(() -> got.size() == texts.length);
      busy.countDown();
    }

    private List<String> ids() {
      await().until(() -> cameOnTheLoop.size() == got.size());
      return got.stream()
          .map(Future::result)
          .map(ProjectedDocument::bytes)
          .map(Buffer::toString)
          .toList();
    }
  }
}
