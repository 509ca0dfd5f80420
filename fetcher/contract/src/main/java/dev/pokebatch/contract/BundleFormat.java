package dev.pokebatch.contract;

import org.jspecify.annotations.Nullable;

/**
 * How bundles of requests and their replies are written and read. Each request and reply in them is
 * a message in its own format, with its length in front. A request that differs from the one before
 * it in nothing but number, target, budget and grant is written as those four.
 */
final class BundleFormat {

  /** The least that a request or a reply takes: two numbers, and a length. */
  private static final int ELEMENT_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private static final int FOUND = 0;
  private static final int FAILED = 1;
  private static final int TOO_LARGE = 2;

  private BundleFormat() {}

  /** Writes requests. */
  static void writeRequests(WireWriter out, FetchBundle bundle) {
    var last = new FetchRequest[1];
    out.list(
        bundle.requests(),
        (element, request) -> {
          var repeats = last[0] != null && isLike(last[0], request);
          element.number(request.call().number()).flag(repeats);
          if (repeats) {
            element
                .text(request.target())
                .number(request.budget().millis())
                .number(request.grant());
          } else {
            element.nested(inner -> Codecs.writeRequest(inner, request));
          }
          last[0] = request;
        });
  }

  private static boolean isLike(FetchRequest one, FetchRequest other) {
    return one.fields().equals(other.fields())
        && one.call().caller().equals(other.call().caller())
        && one.client().equals(other.client())
        && one.expand().equals(other.expand())
        && one.transport() == other.transport()
        && one.cache() == other.cache()
        && one.onlyIfCached() == other.onlyIfCached()
        && one.correlation().equals(other.correlation());
  }

  /** Reads requests. */
  static FetchBundle readRequests(WireReader in) {
    var last = new FetchRequest[1];
    return new FetchBundle(
        in.list(
            element -> last[0] = readRequest(element, last[0]), ELEMENT_BYTES, FetchBundle.MOST));
  }

  private static FetchRequest readRequest(WireReader in, @Nullable FetchRequest last) {
    var number = in.number();
    if (!in.flag()) {
      return Codecs.readRequest(in.nested());
    }
    if (last == null) {
      throw new IllegalArgumentException("the first request repeats another");
    }
    var target = in.text();
    var budget = Budget.read(in);
    return new FetchRequest(
        new CallId(last.call().caller(), number),
        last.client(),
        target,
        last.fields(),
        last.expand(),
        last.transport(),
        last.cache(),
        budget,
        last.onlyIfCached(),
        in.number(0, Long.MAX_VALUE),
        last.correlation());
  }

  /** Writes replies. */
  static void writeReplies(WireWriter out, FetchReplies replies) {
    out.list(
        replies.replies(),
        (element, one) -> {
          element.number(one.number());
          if (one.reply() instanceof FetchReply.Found found) {
            element.number(FOUND).nested(inner -> ReplyFormat.writeFound(inner, found));
          } else if (one.reply() instanceof FetchReply.Failed failed) {
            element.number(FAILED).nested(inner -> ReplyFormat.writeFailed(inner, failed));
          } else if (one.reply() instanceof FetchReply.TooLarge large) {
            element.number(TOO_LARGE).nested(inner -> ReplyFormat.writeTooLarge(inner, large));
          }
        });
  }

  /** Reads replies. */
  static FetchReplies readReplies(WireReader in) {
    return new FetchReplies(in.list(BundleFormat::readReply, ELEMENT_BYTES, FetchBundle.MOST));
  }

  private static FetchReplies.Numbered readReply(WireReader in) {
    var number = in.number();
    var kind = in.integer(FOUND, TOO_LARGE);
    var nested = in.nested();
    return new FetchReplies.Numbered(
        number,
        switch (kind) {
          case FOUND -> ReplyFormat.readFound(nested);
          case FAILED -> ReplyFormat.readFailed(nested);
          default -> ReplyFormat.readTooLarge(nested);
        });
  }
}
