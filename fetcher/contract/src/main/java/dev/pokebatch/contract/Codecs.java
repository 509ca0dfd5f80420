package dev.pokebatch.contract;

import io.vertx.core.eventbus.EventBus;

/** The wire forms of all messages, in one place. */
public final class Codecs {

  static final WireCodec<FetchRequest> REQUEST =
      new WireCodec<>(FetchRequest.class, Codecs::writeRequest, Codecs::readRequest);
  static final WireCodec<FetchReply.Found> FOUND =
      new WireCodec<>(FetchReply.Found.class, Codecs::writeFound, Codecs::readFound);
  static final WireCodec<FetchReply.Failed> FAILED =
      new WireCodec<>(FetchReply.Failed.class, Codecs::writeFailed, Codecs::readFailed);
  static final WireCodec<FetchReply.TooLarge> TOO_LARGE =
      new WireCodec<>(FetchReply.TooLarge.class, Codecs::writeTooLarge, Codecs::readTooLarge);
  static final WireCodec<Cancel> CANCEL =
      new WireCodec<>(Cancel.class, Codecs::writeCancel, Codecs::readCancel);

  static final WireCodec<DocumentArrived> ARRIVED =
      new WireCodec<>(
          DocumentArrived.class,
          (out, it) -> out.number(it.number()),
          in -> new DocumentArrived(in.number()));

  static final WireCodec<CachedRequest> CACHED_REQUEST =
      new WireCodec<>(
          CachedRequest.class,
          (out, request) -> out.list(request.targets(), WireWriter::text),
          in -> new CachedRequest(in.list(WireReader::text)));
  static final WireCodec<CachedReply> CACHED_REPLY =
      new WireCodec<>(
          CachedReply.class,
          (out, reply) -> out.list(reply.bytes(), WireWriter::number),
          in -> new CachedReply(in.list(WireReader::number)));
  static final WireCodec<Announcement> ANNOUNCEMENT =
      new WireCodec<>(Announcement.class, Codecs::writeAnnouncement, Codecs::readAnnouncement);

  private Codecs() {}

  /**
   * Makes the messages known to an event bus; once for each Vert.x instance, before any is sent.
   */
  public static void register(EventBus bus) {
    bus.registerDefaultCodec(FetchRequest.class, REQUEST);
    bus.registerDefaultCodec(FetchReply.Found.class, FOUND);
    bus.registerDefaultCodec(FetchReply.Failed.class, FAILED);
    bus.registerDefaultCodec(FetchReply.TooLarge.class, TOO_LARGE);
    bus.registerDefaultCodec(Cancel.class, CANCEL);
    bus.registerDefaultCodec(CachedRequest.class, CACHED_REQUEST);
    bus.registerDefaultCodec(CachedReply.class, CACHED_REPLY);
    bus.registerDefaultCodec(Announcement.class, ANNOUNCEMENT);
    bus.registerDefaultCodec(DocumentArrived.class, ARRIVED);
  }

  private static void writeRequest(WireWriter out, FetchRequest request) {
    out.text(request.call().caller())
        .number(request.call().number())
        .text(request.client())
        .text(request.target())
        .text(request.fields().toString());
    writeExpansion(out, request.expand());
    out.constant(request.transport())
        .number(request.budget().millis())
        .number(request.onlyIfCached() ? 1 : 0)
        .number(request.grant());
  }

  private static FetchRequest readRequest(WireReader in) {
    return new FetchRequest(
        new CallId(in.text(), in.number()),
        in.text(),
        in.text(),
        Projection.read(in.text()),
        readExpansion(in),
        in.constant(TransportKind.class),
        new Budget(in.number()),
        in.number() == 1,
        in.number());
  }

  private static void writeFound(WireWriter out, FetchReply.Found found) {
    writeOrigin(out, found.origin());
    writeEffort(out, found.effort());
    out.list(found.broken(), Codecs::writeBroken).bytes(found.body());
  }

  private static FetchReply.Found readFound(WireReader in) {
    var origin = readOrigin(in);
    var effort = readEffort(in);
    var broken = in.list(Codecs::readBroken);
    return new FetchReply.Found(in.bytes(), origin, effort, broken);
  }

  private static void writeTooLarge(WireWriter out, FetchReply.TooLarge reply) {
    writeOrigin(out.number(reply.size()), reply.origin());
    writeEffort(out, reply.effort());
  }

  private static FetchReply.TooLarge readTooLarge(WireReader in) {
    return new FetchReply.TooLarge(in.number(), readOrigin(in), readEffort(in));
  }

  private static void writeOrigin(WireWriter out, Origin origin) {
    out.constant(origin.cache())
        .number(origin.freshForMs())
        .number(origin.ageMs())
        .real(origin.startedMs())
        .real(origin.firstByteMs());
  }

  private static Origin readOrigin(WireReader in) {
    return new Origin(
        in.constant(CacheStatus.class), in.number(), in.number(), in.real(), in.real());
  }

  private static void writeFailed(WireWriter out, FetchReply.Failed failed) {
    writeEffort(out, failed.effort());
    writeFailure(out, failed.failure());
  }

  private static void writeFailure(WireWriter out, Failure failure) {
    out.constant(failure.kind())
        .text(failure.detail())
        .number(failure.upstreamStatus())
        .number(failure.retryAfterMs())
        .list(failure.suggestions(), WireWriter::text)
        .text(failure.hint());
  }

  private static FetchReply.Failed readFailed(WireReader in) {
    var effort = readEffort(in);
    return new FetchReply.Failed(readFailure(in), effort);
  }

  private static Failure readFailure(WireReader in) {
    return new Failure(
        in.constant(FailureKind.class),
        in.text(),
        (int) in.number(),
        in.number(),
        in.list(WireReader::text),
        in.text());
  }

  private static void writeExpansion(WireWriter out, Expansion expand) {
    out.text(expand.paths().toString())
        .number(expand.depth())
        .number(expand.links())
        .list(expand.ancestors(), WireWriter::text);
  }

  private static Expansion readExpansion(WireReader in) {
    return new Expansion(
        LinkPaths.parse(in.text()),
        (int) in.number(),
        (int) in.number(),
        in.list(WireReader::text));
  }

  private static void writeBroken(WireWriter out, BrokenLink broken) {
    writeFailure(out.text(broken.path()).text(broken.target()), broken.failure());
  }

  private static BrokenLink readBroken(WireReader in) {
    return new BrokenLink(in.text(), in.text(), readFailure(in));
  }

  private static void writeEffort(WireWriter out, Effort effort) {
    out.number(effort.attempts())
        .number(effort.requests())
        .number(effort.retries())
        .real(effort.timeMs())
        .number(effort.bytes());
  }

  private static Effort readEffort(WireReader in) {
    return new Effort(
        (int) in.number(), (int) in.number(), (int) in.number(), in.real(), in.number());
  }

  private static void writeCancel(WireWriter out, Cancel cancel) {
    out.text(cancel.caller()).list(cancel.numbers(), WireWriter::number);
  }

  private static Cancel readCancel(WireReader in) {
    return new Cancel(in.text(), in.list(WireReader::number));
  }

  private static void writeAnnouncement(WireWriter out, Announcement announcement) {
    out.text(announcement.fetcher())
        .text(announcement.hashKey())
        .number(announcement.lane())
        .number(announcement.lanes())
        .number(announcement.queued())
        .number(announcement.leaving() ? 1 : 0);
  }

  private static Announcement readAnnouncement(WireReader in) {
    return new Announcement(
        in.text(),
        in.text(),
        (int) in.number(),
        (int) in.number(),
        (int) in.number(),
        in.number() == 1);
  }
}
