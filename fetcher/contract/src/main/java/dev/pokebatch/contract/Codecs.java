package dev.pokebatch.contract;

import io.vertx.core.eventbus.EventBus;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wire format of every message. {@link WireReader} says how versions of it live together: what
 * changes here needs files of the old bytes among the tests' resources.
 */
public final class Codecs {

  private static final Object NOT_READ = UnreadableMessage.INSTANCE;

  static final WireCodec<FetchRequest> REQUEST =
      new WireCodec<>("FetchRequest", Codecs::writeRequest, Codecs::readRequest, NOT_READ);
  static final WireCodec<FetchBundle> BUNDLE =
      new WireCodec<>(
          "FetchBundle", BundleFormat::writeRequests, BundleFormat::readRequests, NOT_READ);
  static final WireCodec<FetchReplies> REPLIES =
      new WireCodec<>(
          "FetchReplies",
          BundleFormat::writeReplies,
          BundleFormat::readReplies,
          FetchReply.Failed.UNREADABLE);
  static final WireCodec<FetchReply.Found> FOUND =
      new WireCodec<>(
          "Found", ReplyFormat::writeFound, ReplyFormat::readFound, FetchReply.Failed.UNREADABLE);
  static final WireCodec<FetchReply.Failed> FAILED =
      new WireCodec<>(
          "Failed",
          ReplyFormat::writeFailed,
          ReplyFormat::readFailed,
          FetchReply.Failed.UNREADABLE);
  static final WireCodec<FetchReply.TooLarge> TOO_LARGE =
      new WireCodec<>(
          "TooLarge",
          ReplyFormat::writeTooLarge,
          ReplyFormat::readTooLarge,
          FetchReply.Failed.UNREADABLE);
  static final WireCodec<Cancel> CANCEL =
      new WireCodec<>("Cancel", Codecs::writeCancel, Codecs::readCancel, NOT_READ);
  static final WireCodec<DocumentArrived> ARRIVED =
      new WireCodec<>(
          "Arrived",
          (out, arrived) -> out.number(arrived.number()),
          in -> new DocumentArrived(in.number()),
          NOT_READ);
  static final WireCodec<CachedRequest> CACHED_REQUEST =
      new WireCodec<>(
          "HeldRequest",
          (out, request) -> out.list(request.targets(), WireWriter::text),
          in -> new CachedRequest(in.texts(CachedRequest.MOST)),
          NOT_READ);
  static final WireCodec<CachedReply> CACHED_REPLY =
      new WireCodec<>(
          "HeldReply",
          (out, reply) -> out.list(reply.bytes(), WireWriter::number),
          in -> new CachedReply(in.list(Codecs::readCachedBytes, Long.BYTES, CachedRequest.MOST)),
          NOT_READ);
  static final WireCodec<Announcement> ANNOUNCEMENT =
      new WireCodec<>(
          "Announcement", Codecs::writeAnnouncement, Codecs::readAnnouncement, NOT_READ);

  private static final Set<String> NAMES =
      Stream.of(
              REQUEST,
              BUNDLE,
              REPLIES,
              FOUND,
              FAILED,
              TOO_LARGE,
              CANCEL,
              CACHED_REQUEST,
              CACHED_REPLY,
              ANNOUNCEMENT,
              ARRIVED)
          .map(WireCodec::name)
          .collect(Collectors.toUnmodifiableSet());

  private Codecs() {}

  /**
   * Registers all codecs with an event bus; once for each Vert.x, before it sends or receives.
   * Objects in the serialization format of Java are refused.
   */
  public static void register(EventBus bus) {
    bus.serializableChecker(className -> false).clusterSerializableChecker(className -> false);
    bus.registerDefaultCodec(FetchRequest.class, REQUEST);
    bus.registerDefaultCodec(FetchBundle.class, BUNDLE);
    bus.registerDefaultCodec(FetchReplies.class, REPLIES);
    bus.registerDefaultCodec(FetchReply.Found.class, FOUND);
    bus.registerDefaultCodec(FetchReply.Failed.class, FAILED);
    bus.registerDefaultCodec(FetchReply.TooLarge.class, TOO_LARGE);
    bus.registerDefaultCodec(Cancel.class, CANCEL);
    bus.registerDefaultCodec(CachedRequest.class, CACHED_REQUEST);
    bus.registerDefaultCodec(CachedReply.class, CACHED_REPLY);
    bus.registerDefaultCodec(Announcement.class, ANNOUNCEMENT);
    bus.registerDefaultCodec(DocumentArrived.class, ARRIVED);
  }

  /** Whether a codec of this name is registered with event buses. */
  public static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  static void writeRequest(WireWriter out, FetchRequest request) {
    out.text(request.call().caller())
        .number(request.call().number())
        .text(request.client())
        .text(request.target())
        .text(request.fields().toString());
    writeExpansion(out, request.expand());
    out.constant(request.transport())
        .number(request.budget().millis())
        .number(2L * request.cache().number() + (request.onlyIfCached() ? 1 : 0))
        .number(request.grant());
    request.correlation().write(out);
  }

  static FetchRequest readRequest(WireReader in) {
    var call = new CallId(in.text(), in.number());
    var client = in.text();
    var target = in.text();
    var fields = Projection.read(in.text(Projection.MAX_BYTES));
    var expand = readExpansion(in);
    var transport = in.constant(TransportKind.class);
    var budget = Budget.read(in);
    // Releases without cache modes read 0 or 1 here and refuse other numbers.
    var caching = in.integer(0, 2 * CacheMode.MOST + 1);
    var cache = CacheMode.of(caching / 2);
    var grant = in.number(0, Long.MAX_VALUE);
    // Earlier releases end here.
    var correlation = in.hasMore() ? Correlation.read(in) : Correlation.NONE;
    return new FetchRequest(
        call,
        client,
        target,
        fields,
        expand,
        transport,
        cache,
        budget,
        caching % 2 == 1,
        grant,
        correlation);
  }

  private static long readCachedBytes(WireReader in) {
    return in.number(CachedReply.NOT_CACHED, Long.MAX_VALUE);
  }

  private static void writeExpansion(WireWriter out, Expansion expand) {
    out.text(expand.paths().toString())
        .number(expand.depth())
        .number(expand.links())
        .list(expand.ancestors(), WireWriter::text);
  }

  private static Expansion readExpansion(WireReader in) {
    return new Expansion(
        LinkPaths.parse(in.text(Projection.MAX_LENGTH)),
        in.integer(0, Expansion.MOST_DEPTH),
        in.integer(0, Expansion.MOST_LINKS),
        in.texts(Expansion.MOST_DEPTH));
  }

  private static void writeCancel(WireWriter out, Cancel cancel) {
    out.text(cancel.caller()).list(cancel.numbers(), WireWriter::number);
  }

  private static Cancel readCancel(WireReader in) {
    return new Cancel(in.text(), in.numbers(Integer.MAX_VALUE));
  }

  private static void writeAnnouncement(WireWriter out, Announcement announcement) {
    out.text(announcement.fetcher())
        .text(announcement.hashKey())
        .number(0) // earlier builds announced each lane, and wrote its number here
        .number(announcement.lanes())
        .number(announcement.queued())
        .flag(announcement.leaving())
        .flag(announcement.readsBundles());
  }

  private static Announcement readAnnouncement(WireReader in) {
    var fetcher = in.text(Announcement.MAX_NAME_BYTES);
    var hashKey = in.text(Announcement.MAX_NAME_BYTES);
    in.integer(0, Announcement.MAX_LANES - 1);
    var lanes = in.integer(1, Announcement.MAX_LANES);
    var queued = in.integer(0, Integer.MAX_VALUE);
    var leaving = in.flag();
    // Releases that read no bundles end here.
    return new Announcement(fetcher, hashKey, lanes, queued, leaving, in.hasMore() && in.flag());
  }
}
