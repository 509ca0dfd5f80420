package dev.pokebatch.contract;

import java.util.List;

/** How replies to a {@link FetchRequest} are written and read. */
final class ReplyFormat {

  /** The name of {@link FailureKind#NOT_CACHED} in version 0. */
  private static final String NOT_KEPT = "NOT_KEPT";

  /** The least that a {@link BrokenLink} takes: empty texts, an empty list and two numbers. */
  private static final int BROKEN_LINK_BYTES = 6 * Integer.BYTES + 2 * Long.BYTES;

  /** HTTP status codes have three digits (RFC 9110, section 15). */
  private static final int MOST_STATUS = 999;

  private ReplyFormat() {}

  /** Writes a document. */
  static void writeFound(WireWriter out, FetchReply.Found found) {
    writeOrigin(out, found.origin());
    writeEffort(out, found.effort());
    out.list(found.broken(), ReplyFormat::writeBroken)
        .bytes(found.body())
        .list(found.unmatched(), WireWriter::text)
        .number(found.effort().work());
  }

  /** Reads a document. */
  static FetchReply.Found readFound(WireReader in) {
    var origin = readOrigin(in);
    var effort = readEffort(in);
    var broken = in.list(ReplyFormat::readBroken, BROKEN_LINK_BYTES, Integer.MAX_VALUE);
    var body = in.bytes();
    // Earlier releases end here, or before the work.
    var unmatched = in.hasMore() ? in.texts(Projection.MAX_LENGTH) : List.<String>of();
    return new FetchReply.Found(body, origin, effort.withWork(readWork(in)), broken, unmatched);
  }

  /** Writes the size of a document that is larger than the grant. */
  static void writeTooLarge(WireWriter out, FetchReply.TooLarge reply) {
    writeOrigin(out.number(reply.size()), reply.origin());
    writeEffort(out, reply.effort());
  }

  /** Reads the size of a document that is larger than the grant. */
  static FetchReply.TooLarge readTooLarge(WireReader in) {
    return new FetchReply.TooLarge(in.size(), readOrigin(in), readEffort(in));
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
        in.constant(CacheStatus.class), in.millis(), in.millis(), in.time(), in.time());
  }

  /** Writes a failure. */
  static void writeFailed(WireWriter out, FetchReply.Failed failed) {
    writeEffort(out, failed.effort());
    writeFailure(out, failed.failure());
    out.number(failed.effort().work());
  }

  private static void writeFailure(WireWriter out, Failure failure) {
    out.constant(failure.kind())
        .text(failure.detail())
        .number(failure.upstreamStatus())
        .number(failure.retryAfterMs())
        .list(failure.suggestions(), WireWriter::text)
        .text(failure.hint());
  }

  /** Reads a failure. */
  static FetchReply.Failed readFailed(WireReader in) {
    var effort = readEffort(in);
    var failure = readFailure(in);
    // Earlier releases end here.
    return new FetchReply.Failed(failure, effort.withWork(readWork(in)));
  }

  private static Failure readFailure(WireReader in) {
    return new Failure(
        readFailureKind(in),
        in.text(),
        in.integer(0, MOST_STATUS),
        in.millis(),
        in.texts(Integer.MAX_VALUE),
        in.text());
  }

  private static FailureKind readFailureKind(WireReader in) {
    var name = in.text();
    return in.version() == 0 && name.equals(NOT_KEPT)
        ? FailureKind.NOT_CACHED
        : WireReader.constant(FailureKind.class, name);
  }

  private static void writeBroken(WireWriter out, BrokenLink broken) {
    writeFailure(out.text(broken.path()).text(broken.target()), broken.failure());
  }

  private static BrokenLink readBroken(WireReader in) {
    return new BrokenLink(in.text(), in.text(), readFailure(in));
  }

  /** Writes an effort without its work, which each reply has at its end. */
  private static void writeEffort(WireWriter out, Effort effort) {
    out.number(effort.attempts())
        .number(effort.requests())
        .number(effort.retries())
        .real(effort.timeMs())
        .number(effort.bytes());
  }

  private static Effort readEffort(WireReader in) {
    return new Effort(
        in.integer(0, Effort.MOST),
        in.integer(0, Effort.MOST),
        in.integer(0, Effort.MOST),
        in.duration(),
        in.size());
  }

  private static long readWork(WireReader in) {
    return in.hasMore() ? in.number(0, Effort.MOST_WORK) : 0;
  }
}
