package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.process.digest.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Sets how long an answer may be cached, which is as long as its least fresh document (RFC 9111,
 * section 5.2.2), and its entity tag. A client that has the same answer cached gets 304 instead
 * (RFC 9110, section 15.4.5).
 *
 * <p>The tag is weak (section 8.8.3): it depends on the media type and on the names and bytes of
 * the documents, not on how and how fast they were fetched. So the same documents have the same tag
 * at every gateway. The tag is sent in the head and depends on all documents, so streamed and
 * incomplete answers have none and are not cached.
 *
 * <p>A JSON answer also contains durations and cache statuses of this run, whose texts vary in
 * length. White space at its end pads it: equal tags imply equal {@code Content-Length}, so a cache
 * that compares its stored answer with a {@code HEAD} does not discard it (RFC 9111, section
 * 4.3.5).
 */
final class CachingInspector implements AnswerInspector {

  private static final int TAG_BYTES = 16;

  /** Bytes to which the members about the run are padded: for each document, and in the summary. */
  private static final int RUN_OF_ITEM = 96;

  private static final int RUN_OF_ALL = 512;

  private final HttpServerResponse response;
  private final AnswerBody body;
  private final EntityTags cached;
  private final MessageDigest digest = Sha256.newDigest();
  private final long most;
  private final boolean hasMembersOfRun;
  private long padding = RUN_OF_ALL;
  private long bytes;
  private long freshForMs = Long.MAX_VALUE;

  /**
   * @param type the media type of the answer
   * @param bare whether the answer contains the documents alone
   * @param most how many bytes of documents are hashed for a tag; larger answers are streamed
   * @param cached the entity tags of the answers that the client has cached
   */
  CachingInspector(
      HttpServerResponse response,
      AnswerBody body,
      String type,
      boolean bare,
      long most,
      EntityTags cached) {
    this.response = response;
    this.body = body;
    this.most = most;
    this.cached = cached;
    this.hasMembersOfRun = type.equals(AnswerFactory.JSON) && !bare;
    add(bare ? type + " alone" : type);
  }

  @Override
  public boolean inspect(ResultItem item) {
    padding += RUN_OF_ITEM - item.membersOfRun().length();
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

  /** Returns 0 for a document with a link that may be expanded the next time. */
  private static long freshForMs(FetchReply.Found found) {
    return found.broken().stream().allMatch(BrokenLink::isLasting)
        ? found.origin().freshForMs()
        : 0;
  }

  @Override
  public boolean replaces(Summary summary) {
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
    if (!cached.matchWeakly(tag)) {
      pad(summary);
      return false;
    }
    response.headers().remove(HttpHeaders.CONTENT_TYPE);
    response.setStatusCode(304).end();
    return true;
  }

  private void pad(Summary summary) {
    if (hasMembersOfRun) {
      var unmatched = SummaryJson.unmatched(summary.unmatched()).length(); // always the same
      body.pad((int) padding + unmatched - SummaryJson.of(summary).encode().length());
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

  /** Hashes the length as well, so that different lists of texts are different bytes. */
  private void add(byte[] text) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
    digest.update(text);
  }

  private String tag() {
    var start = Arrays.copyOf(digest.digest(), TAG_BYTES);
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
  }
}
