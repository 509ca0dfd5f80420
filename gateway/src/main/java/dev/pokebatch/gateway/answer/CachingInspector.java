package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Says for how long an answer may be kept, which is for as long as the least fresh of its documents
 * (RFC 9111, section 5.2.2), and by which entity tag it will be known again; a client that still
 * has it gets 304 instead (RFC 9110, section 15.4.5).
 *
 * <p>The tag is weak (section 8.8.3): it goes by the media type and by which documents there are,
 * with their bytes, not by how long it took to get them and where they came from. So the same
 * documents have the same tag at every gateway. It has to be in the head, and all documents have to
 * be there before it is known: an answer that is streamed, and one that is not complete, has none,
 * and is not to be kept.
 *
 * <p>A JSON answer also says how this run went (durations, and what came from the cache), in digits
 * and words of any length. White space after it makes up for that: where the tag is the same, the
 * {@code Content-Length} is too, so that a cache that checks what it has stored with {@code HEAD}
 * keeps it (RFC 9111, section 4.3.5).
 */
final class CachingInspector implements AnswerInspector {

  private static final int TAG_BYTES = 16;

  /** What a JSON answer says of the run takes as many bytes for each document, and at the end. */
  private static final int RUN_OF_ITEM = 96;

  private static final int RUN_OF_ALL = 512;

  private final HttpServerResponse response;
  private final AnswerBody body;
  private final EntityTags kept;
  private final MessageDigest digest = sha256();
  private final long most;
  private final boolean json;
  private long padding = RUN_OF_ALL;
  private long bytes;
  private long freshForMs = Long.MAX_VALUE;

  /**
   * @param type of the answer, which has other bytes in each
   * @param most how many bytes of documents are read for a tag; no answer that is larger is whole
   * @param kept which answers the client still has
   */
  CachingInspector(
      HttpServerResponse response, AnswerBody body, String type, long most, EntityTags kept) {
    this.response = response;
    this.body = body;
    this.most = most;
    this.kept = kept;
    this.json = type.equals(AnswerFactory.JSON);
    add(type);
  }

  @Override
  public boolean note(ResultItem item) {
    padding += RUN_OF_ITEM - item.howItWasGot().length();
    var found = item.result().found();
    if (found != null) {
      freshForMs = Math.min(freshForMs, freshForMs(found));
      bytes += found.body().length();
      if (bytes <= most) {
        add(item.result().target());
        add(found);
      }
    }
    return true;
  }

  /** A document whose link could not be followed may be another one the next time. */
  private static long freshForMs(FetchReply.Found found) {
    return found.broken().stream().allMatch(BrokenLink::isLasting)
        ? found.origin().freshForMs()
        : 0;
  }

  @Override
  public boolean answers(Summary summary) {
    if (body.isStreamed() || !summary.isComplete()) {
      return false;
    }
    var seconds = freshForMs / 1_000;
    response.putHeader(
        HttpHeaders.CACHE_CONTROL, seconds > 0 ? "public, max-age=" + seconds : "no-cache");
    if (bytes > most) {
      return false;
    }
    var tag = tag();
    response.putHeader(HttpHeaders.ETAG, tag);
    if (!kept.matchWeakly(tag)) {
      pad(summary);
      return false;
    }
    response.headers().remove(HttpHeaders.CONTENT_TYPE);
    response.setStatusCode(304).end();
    return true;
  }

  private void pad(Summary summary) {
    if (json) {
      body.pad((int) padding - SummaryJson.of(summary).encode().length());
    }
  }

  private void add(FetchReply.Found found) {
    add(found.body().getBytes());
    for (var link : found.broken()) {
      add(link.path());
      add(link.target());
      add(link.failure().kind().name());
    }
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With its length, so that no two lists of texts are the same bytes. */
  private void add(byte[] text) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
    digest.update(text);
  }

  private String tag() {
    var start = Arrays.copyOf(digest.digest(), TAG_BYTES);
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
