package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.fetcher.expansion.ExpandedDocument;
import dev.pokebatch.fetcher.expansion.Expander;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Makes replies of documents that were fetched: projects them, and follows their links. Confined to
 * one event loop.
 */
final class DocumentReplies {

  private final Projector projector;
  private final Expander expander;
  private final LaneMemory memory;
  private final Consumer<CallId> arrived;
  private final OriginMapper origins = new OriginMapper(Clock.systemUTC());

  /**
   * @param projector projects documents
   * @param expander follows their links
   * @param memory the pool for long replies
   * @param arrived tells a caller that its document has arrived and its links are being followed
   */
  DocumentReplies(
      Projector projector, Expander expander, LaneMemory memory, Consumer<CallId> arrived) {
    this.projector = projector;
    this.expander = expander;
    this.memory = memory;
    this.arrived = arrived;
  }

  /**
   * Returns the reply with a document.
   *
   * @param arrivedAt when the request arrived, by {@link System#nanoTime}
   */
  Future<ReservedReply> of(
      FetchCall call, FetchRequest request, Document document, long arrivedAt) {
    var view = call.view();
    var origin = origins.of(document, arrivedAt);
    // A shape is made of the document with its links followed.
    var replied = isShapeOfLinks(view) ? new DocumentView(view.fields(), LinkPaths.NONE) : view;
    var reply =
        new ReplyBuilder(
            memory, projector, request, replied, call.cancel(), arrivedAt, document, origin);
    if (view.equals(DocumentView.WHOLE)) {
      return reply.whole();
    }
    return view.links().isNone()
        ? cut(call, document).compose(reply::of)
        : expanded(call, request, document, arrivedAt, reply);
  }

  private Future<ProjectedDocument> cut(FetchCall call, Document document) {
    if (!call.span().isRecorded()) {
      return projector.project(document, call.view());
    }
    var span = call.span().begin("cut");
    return projector.project(document, call.view()).onComplete(done -> span.end());
  }

  private static boolean isShapeOfLinks(DocumentView view) {
    return view.fields().shape().isPresent() && !view.links().isNone();
  }

  /**
   * Reserves memory before the document is projected, since the projection waits for other
   * documents from then on.
   */
  private Future<ReservedReply> expanded(
      FetchCall call, FetchRequest request, Document document, long arrivedAt, ReplyBuilder reply) {
    return expander
        .reserve(request, document.body().textBytes(), reply.leftMs(), call.cancel())
        .compose(
            reserved ->
                cut(call, document)
                    .compose(
                        projected -> {
                          reserved.settle(projected.bytes().length());
                          if (projected.links().isEmpty() && projected.external().isEmpty()) {
                            reserved.close();
                            return reply.of(projected);
                          }
                          arrived.accept(request.call());
                          return expand(call, request, projected, arrivedAt, reserved)
                              .compose(expanded -> shaped(expanded, call.view()))
                              .map(expanded -> reply.expanded(expanded, reserved));
                        })
                    .onFailure(failed -> reserved.close()));
  }

  private Future<ExpandedDocument> expand(
      FetchCall call,
      FetchRequest request,
      ProjectedDocument projected,
      long arrivedAt,
      Reservation reserved) {
    var span = call.span().begin("expand");
    return expander
        .expand(
            request.with(span.correlation()),
            call.path().toString(),
            projected,
            call.cancel(),
            arrivedAt,
            reserved)
        .onComplete(done -> span.end());
  }

  private Future<ExpandedDocument> shaped(ExpandedDocument expanded, DocumentView view) {
    if (!isShapeOfLinks(view)) {
      return Future.succeededFuture(expanded);
    }
    var text = new EncodedJson(expanded.body().getBytes(), false);
    return projector
        .project(text, new DocumentView(view.fields(), LinkPaths.NONE))
        .map(expanded::reducedTo);
  }
}
