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

/** Projections are cached beside their documents, and removed with them. */
class ProjectionCacheTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final DocumentView NAME =
      new DocumentView(Projection.parse("name"), LinkPaths.NONE);

  private final CacheRig rig = new CacheRig(VERTX, 100_000);
  private int cuts;
  private int cutBytes = 10;
  private Future<?> worker = Future.succeededFuture();
  private final Projector projector =
      new ProjectionCache(
          rig.repository,
          (body, view) -> {
            cuts++;
            var projected =
                new ProjectedDocument(view, Buffer.buffer(new byte[cutBytes]), List.of());
            return worker.isComplete()
                ? Future.succeededFuture(projected)
                : worker.map(done -> projected);
          });

  @AfterAll
  static void stop() {
    VERTX.close().await();
  }

  @Test
  void aDocumentIsProjectedOnceForEachView() {
    var cached = rig.get("pikachu", rig.terms().document(100)).body();
    projector.project(cached, NAME);
    projector.project(cached, DocumentView.WHOLE);
    projector.project(rig.get("pikachu").result().body(), NAME);

    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void aRevalidatedDocumentIsNotProjectedAgain() {
    var first = rig.get("pikachu", rig.terms().document(100));
    projector.project(first.body(), NAME);
    rig.pass(DAY);
    projector.project(rig.get("pikachu", rig.terms().confirming(first)).body(), NAME);

    assertThat(cuts).isEqualTo(1);
  }

  @Test
  void aReplacedDocumentIsProjectedAgain() {
    projector.project(rig.get("pikachu", rig.terms().document(100)).body(), NAME);
    rig.pass(DAY);
    projector.project(rig.get("pikachu", rig.terms().document(100)).body(), NAME);

    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void concurrentCallersShareAProjection() {
    var cached = rig.get("pikachu", rig.terms().document(100)).body();
    Promise<Void> busy = Promise.promise();
    worker = busy.future();
    var first = projector.project(cached, NAME);
    var second = projector.project(cached, NAME);
    projector.project(cached, DocumentView.WHOLE);
    assertThat(second.isComplete()).isFalse();
    busy.complete();

    assertThat(second.result()).isSameAs(first.result());
    assertThat(cuts).isEqualTo(2);
  }

  @Test
  void aFailedProjectionIsTriedAgain() {
    var cached = rig.get("pikachu", rig.terms().document(100)).body();
    Promise<Void> busy = Promise.promise();
    worker = busy.future();
    var failing = projector.project(cached, NAME);
    busy.fail("as the test says");
    worker = Future.succeededFuture();

    assertThat(failing.failed()).isTrue();
    assertThat(projector.project(cached, NAME).succeeded()).isTrue();
  }

  @Test
  void aCachedProjectionIsReturnedAtOnce() {
    var cached = rig.get("pikachu", rig.terms().document(100)).body();
    var first = projector.project(cached, NAME).result();
    worker = Promise.promise().future();

    assertThat(projector.project(cached, NAME).result()).isSameAs(first);
  }

  @Test
  void aProjectionLargerThanItsDocumentIsNotCached() {
    var cached = rig.get("pikachu", rig.terms().document(100)).body();
    cutBytes = 101;
    projector.project(cached, DocumentView.WHOLE);
    projector.project(cached, DocumentView.WHOLE);

    assertThat(cuts).isEqualTo(2);
  }
}
