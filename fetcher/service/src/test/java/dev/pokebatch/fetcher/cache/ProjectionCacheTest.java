package dev.pokebatch.fetcher.cache;

import static dev.pokebatch.fetcher.cache.CacheRig.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What documents came down to is kept beside them, and with them. */
class ProjectionCacheTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final DocumentView NAME =
      new DocumentView(Projection.parse("name"), LinkPaths.NONE);

  private final CacheRig rig = new CacheRig(VERTX, 100_000);
  private int cuts;
  private int cutBytes = 10;
  private Future<?> worker = Future.succeededFuture();
  private final Projector cutting =
      new ProjectionCache(
          rig.holdings,
          (body, view) -> {
            cuts++;
            var cut = new ProjectedDocument(view, Buffer.buffer(new byte[cutBytes]), List.of());
            return worker.isComplete() ? Future.succeededFuture(cut) : worker.map(done -> cut);
          });

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @Test
  void aDocumentIsCutOnceForEachView() {
    var kept = rig.get("pikachu", rig.terms().document(100)).body();
    cutting.cut(kept, NAME);
    cutting.cut(kept, DocumentView.WHOLE);
    cutting.cut(rig.get("pikachu").result().body(), NAME);

    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void itIsNotCutAgainWhereTheUpstreamSaidThatItHolds() {
    var first = rig.get("pikachu", rig.terms().document(100));
    cutting.cut(first.body(), NAME);
    rig.pass(DAY);
    cutting.cut(rig.get("pikachu", rig.terms().confirming(first)).body(), NAME);

    assertThat(cuts).isEqualTo(1);
  }

  @Test
  void aDocumentThatTookItsPlaceIs() {
    cutting.cut(rig.get("pikachu", rig.terms().document(100)).body(), NAME);
    rig.pass(DAY);
    cutting.cut(rig.get("pikachu", rig.terms().document(100)).body(), NAME);

    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void itIsCutOnceForAllWhoWantTheSameAtTheSameTime() {
    var kept = rig.get("pikachu", rig.terms().document(100)).body();
    Promise<Void> busy = Promise.promise();
    worker = busy.future();
    var first = cutting.cut(kept, NAME);
    var second = cutting.cut(kept, NAME);
    cutting.cut(kept, DocumentView.WHOLE);
    assertThat(second.isComplete()).isFalse();
    busy.complete();

    assertThat(second.result()).isSameAs(first.result());
    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void aCutThatFailedIsTriedAgain() {
    var kept = rig.get("pikachu", rig.terms().document(100)).body();
    Promise<Void> busy = Promise.promise();
    worker = busy.future();
    var failing = cutting.cut(kept, NAME);
    busy.fail("as the test says");
    worker = Future.succeededFuture();

    assertThat(failing.failed()).isTrue();
    assertThat(cutting.cut(kept, NAME).succeeded()).isTrue();
  }

  @Test
  void whatIsKeptIsThereAtOnce() {
    var kept = rig.get("pikachu", rig.terms().document(100)).body();
    var first = cutting.cut(kept, NAME).result();
    worker = Promise.promise().future();

    assertThat(cutting.cut(kept, NAME).result()).isSameAs(first);
  }

  @Test
  void whatIsLargerThanTheDocumentAsItIsKeptIsNotKept() {
    var kept = rig.get("pikachu", rig.terms().document(100)).body();
    cutBytes = 101;
    cutting.cut(kept, DocumentView.WHOLE);
    cutting.cut(kept, DocumentView.WHOLE);

    assertThat(cuts).isEqualTo(2);
  }
}
