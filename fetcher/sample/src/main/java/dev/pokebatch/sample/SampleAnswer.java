package dev.pokebatch.sample;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;

/**
 * A complete HTTP response, which can be sent any number of times.
 *
 * @param status HTTP status
 * @param headers all headers but Content-Length; must not be changed
 * @param body the body; may be empty
 */
record SampleAnswer(int status, MultiMap headers, Buffer body) {
  private static final CharSequence JSON =
      HttpHeaders.createOptimized("application/json; charset=utf-8");
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");

  /** The HTML page of a proxy in front of the upstream. */
  static final SampleAnswer HTML =
      new SampleAnswer(
          200,
          HttpHeaders.headers().add(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8"),
          Buffer.buffer("<!doctype html><title>Just a moment</title>\n"));

  private static final CharSequence FIVE_DAYS =
      HttpHeaders.createOptimized("public, max-age=432000");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  /**
   * A document. Its entity tag is weak because both encodings share it (RFC 9110, section 8.8.1).
   *
   * @param maxAgeS how long the document is fresh, in seconds
   */
  static SampleAnswer document(Draft draft, boolean gzip, int maxAgeS) {
    var etag = "W/\"" + Long.toHexString(draft.checksum()) + "-" + draft.length() + "\"";
    var headers =
        HttpHeaders.headers()
            .add(HttpHeaders.CONTENT_TYPE, JSON)
            .add(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAgeS + ", s-maxage=" + maxAgeS)
            .add(HttpHeaders.ETAG, etag)
            .add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (gzip) {
      headers.add(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    return new SampleAnswer(200, headers, Buffer.buffer(gzip ? draft.gzip() : draft.identity()));
  }

  /**
   * A picture.
   *
   * @param maxAgeS how long it is fresh, in seconds
   */
  static SampleAnswer picture(byte[] file, String form, int maxAgeS) {
    var headers =
        HttpHeaders.headers()
            .add(HttpHeaders.CONTENT_TYPE, form.equals("svg") ? "image/svg+xml" : "image/" + form)
            .add(HttpHeaders.CACHE_CONTROL, "max-age=" + maxAgeS)
            .add(HttpHeaders.ETAG, '"' + Integer.toHexString(Arrays.hashCode(file)) + '"');
    return new SampleAnswer(200, headers, Buffer.buffer(file));
  }

  /** An error in plain text, as PokéAPI sends it. A 404 may be cached for five days. */
  static SampleAnswer error(int status, String text) {
    var headers = HttpHeaders.headers().add(HttpHeaders.CONTENT_TYPE, TEXT);
    if (status == 404) {
      headers.add(HttpHeaders.CACHE_CONTROL, FIVE_DAYS);
    } else if (status == 405) {
      headers.add(HttpHeaders.ALLOW, "GET, HEAD");
    } else if (status == 429) {
      headers.add(HttpHeaders.RETRY_AFTER, "1");
    }
    return new SampleAnswer(status, headers, Buffer.buffer(text));
  }

  /** A document that is cut off in the middle; other responses stay as they are. */
  SampleAnswer cutOff() {
    if (status != 200) {
      return this;
    }
    var identity = HttpHeaders.headers().addAll(headers).remove(HttpHeaders.CONTENT_ENCODING);
    return new SampleAnswer(200, identity, Buffer.buffer("{\"id\":1,\"name\":\"bulba"));
  }

  /** The 304 for a client that has cached this document (RFC 9110, section 15.4.5). */
  SampleAnswer notModified() {
    var kept =
        HttpHeaders.headers()
            .addAll(headers)
            .remove(HttpHeaders.CONTENT_TYPE)
            .remove(HttpHeaders.CONTENT_ENCODING);
    return new SampleAnswer(304, kept, Buffer.buffer());
  }

  /**
   * Whether an If-None-Match header matches the document, by weak comparison.
   *
   * @param ifNoneMatch the value of the header
   */
  boolean matches(String ifNoneMatch) {
    var etag = headers.get(HttpHeaders.ETAG);
    if (etag == null) {
      return false;
    }
    for (var candidate : Table.split(ifNoneMatch, ',')) {
      var tag = candidate.strip();
      if (tag.equals("*") || etag.equals(tag) || etag.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
