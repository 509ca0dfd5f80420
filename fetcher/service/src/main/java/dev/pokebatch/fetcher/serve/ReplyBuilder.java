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
 * Makes the reply to one request out of its document. A long reply is held only once memory is
 * reserved for it: where that is not at hand, what was cut is dropped, and cut again later, so that
 * whoever waits holds no more than the document as gzip. Confined to one event loop.
 */
final class ReplyBuilder {

  /** Replies of so many bytes are counted; shorter ones never wait. */
  private static final int LARGE = 1 << 14;

  private final LaneMemory memory;
  private final Projector cutting;
  private final FetchRequest request;
  private final CancelSignal cancel;
  private final long arrivedAt;
  private final Document document;
  private final Origin origin;
  private final DocumentView view;

  /**
   * @param view what the request wants to see of the document
   * @param arrivedAt when the request came, by {@link System#nanoTime}
   */
  ReplyBuilder(
      LaneMemory memory,
      Projector cutting,
      FetchRequest request,
      DocumentView view,
      CancelSignal cancel,
      long arrivedAt,
      Document document,
      Origin origin) {
    this.memory = memory;
    this.cutting = cutting;
    this.request = request;
    this.view = view;
    this.cancel = cancel;
    this.arrivedAt = arrivedAt;
    this.document = document;
    this.origin = origin;
  }

  /** Replies with the whole document, whose length is known before it is inflated. */
  Future<ReservedReply> whole() {
    var length = document.body().textBytes();
    if (length > request.grant()) {
      return Future.succeededFuture(tooLarge(length));
    }
    var cut = document.cut();
    var isAtHand = cut != null && cut.view().equals(view);
    return !isAtHand && length >= LARGE
        ? waitAndCut(length)
        : cutting.cut(document, view).compose(this::of);
  }

  /** Replies with a cut that is at hand and has no links to be followed. */
  Future<ReservedReply> of(ProjectedDocument cut) {
    var length = cut.bytes().length();
    if (length < LARGE || length > request.grant()) {
      return Future.succeededFuture(uncounted(cut));
    }
    return memory
        .tryReserve(length)
        .map(reserved -> Future.succeededFuture(new ReservedReply(found(cut), reserved)))
        .orElseGet(() -> waitAndCut(length));
  }

  /**
   * Replies with a document in which others stand.
   *
   * @param reserved what it holds
   */
  ReservedReply expanded(ExpandedDocument expanded, Reservation reserved) {
    var length = expanded.body().length();
    if (length > request.grant() || length < LARGE) {
      reserved.close();
    }
    return length > request.grant()
        ? ReservedReply.small(
            new FetchReply.TooLarge(length, origin, document.effort().and(expanded.effort())))
        : new ReservedReply(
            expanded.in(origin, document.effort()), length < LARGE ? null : reserved);
  }

  private Future<ReservedReply> waitAndCut(long length) {
    return memory
        .reserve(length, leftMs(), cancel)
        .compose(
            reserved ->
                cutting
                    .cut(document.body(), view)
                    .map(cut -> counted(cut, reserved))
                    .onFailure(failed -> reserved.close()));
  }

  /** Milliseconds for which the caller will wait. */
  long leftMs() {
    return request.budget().millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrivedAt);
  }

  private ReservedReply counted(ProjectedDocument cut, Reservation reserved) {
    if (cut.bytes().length() > request.grant()) {
      reserved.close();
      return tooLarge(cut.bytes().length());
    }
    reserved.settle(cut.bytes().length());
    return new ReservedReply(found(cut), reserved);
  }

  private ReservedReply uncounted(ProjectedDocument cut) {
    return cut.bytes().length() > request.grant()
        ? tooLarge(cut.bytes().length())
        : ReservedReply.small(found(cut));
  }

  private FetchReply found(ProjectedDocument cut) {
    return new FetchReply.Found(cut.bytes(), origin, document.effort(), List.of());
  }

  private ReservedReply tooLarge(long length) {
    return ReservedReply.small(new FetchReply.TooLarge(length, origin, document.effort()));
  }
}
