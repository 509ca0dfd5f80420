package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.fetcher.expansion.ExpandedDocument;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Builds the reply to one request. A long reply is held only once memory is reserved for it: if
 * memory is short, the projection is dropped and made again later, so that a waiting reply holds no
 * more than the compressed document. Confined to one event loop.
 */
final class ReplyBuilder {

  /** Minimum size of a reply whose memory is counted, in bytes; shorter ones never wait. */
  private static final int LARGE = 1 << 14;

  private final LaneMemory memory;
  private final Projector projector;
  private final FetchRequest request;
  private final CancelSignal cancel;
  private final long arrivedAt;
  private final Document document;
  private final Origin origin;
  private final DocumentView view;

  /**
   * @param view the view of the document that is replied
   * @param arrivedAt when the request arrived, by {@link System#nanoTime}
   */
  ReplyBuilder(
      LaneMemory memory,
      Projector projector,
      FetchRequest request,
      DocumentView view,
      CancelSignal cancel,
      long arrivedAt,
      Document document,
      Origin origin) {
    this.memory = memory;
    this.projector = projector;
    this.request = request;
    this.view = view;
    this.cancel = cancel;
    this.arrivedAt = arrivedAt;
    this.document = document;
    this.origin = origin;
  }

  /** Replies with the whole document, whose size is known before it is decompressed. */
  Future<ReservedReply> whole() {
    var length = document.body().textBytes();
    if (length > request.grant()) {
      return Future.succeededFuture(tooLarge(length));
    }
    var projected = document.projected();
    var isAtHand = projected != null && projected.view().equals(view);
    return !isAtHand && length >= LARGE
        ? reserveAndProject(length)
        : projector.project(document, view).compose(this::of);
  }

  /** Replies with a projection that needs no links followed. */
  Future<ReservedReply> of(ProjectedDocument projected) {
    if (!projected.view().equals(view)) {
      return projector.project(document, view).compose(this::of);
    }
    var length = projected.bytes().length();
    if (length < LARGE || length > request.grant()) {
      return Future.succeededFuture(uncounted(projected));
    }
    return memory
        .tryReserve(request.client(), length)
        .map(reserved -> Future.succeededFuture(new ReservedReply(found(projected), reserved)))
        .orElseGet(() -> reserveAndProject(length));
  }

  /**
   * Replies with an expanded document.
   *
   * @param reserved its memory
   */
  ReservedReply expanded(ExpandedDocument expanded, Reservation reserved) {
    var length = expanded.body().length();
    if (length > request.grant() || length < LARGE) {
      reserved.close();
    }
    return length > request.grant()
        ? ReservedReply.small(
            new FetchReply.TooLarge(
                length, origin, document.effort().and(expanded.effort().withoutWork())))
        : new ReservedReply(
            expanded.in(origin, document.effort()), length < LARGE ? null : reserved);
  }

  private Future<ReservedReply> reserveAndProject(long length) {
    return memory
        .reserve(request.client(), length, leftMs(), cancel)
        .compose(
            reserved ->
                projector
                    .project(document.body(), view)
                    .map(projected -> counted(projected, reserved))
                    .onFailure(failed -> reserved.close()));
  }

  /** Milliseconds for which the caller still waits. */
  long leftMs() {
    return request.budget().millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrivedAt);
  }

  private ReservedReply counted(ProjectedDocument projected, Reservation reserved) {
    if (projected.bytes().length() > request.grant()) {
      reserved.close();
      return tooLarge(projected.bytes().length());
    }
    reserved.settle(projected.bytes().length());
    return new ReservedReply(found(projected), reserved);
  }

  private ReservedReply uncounted(ProjectedDocument projected) {
    return projected.bytes().length() > request.grant()
        ? tooLarge(projected.bytes().length())
        : ReservedReply.small(found(projected));
  }

  private FetchReply found(ProjectedDocument projected) {
    return new FetchReply.Found(
        projected.bytes(),
        origin,
        document.effort().withWork(projected.work()),
        List.of(),
        projected.unmatched());
  }

  private ReservedReply tooLarge(long length) {
    return ReservedReply.small(new FetchReply.TooLarge(length, origin, document.effort()));
  }
}
