package dev.pokebatch.gateway.quota;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A quota that a setting or an API key sets for a client. */
public enum Quota {
  /** Requests a second on average. */
  REQUESTS_PER_SECOND(1_000_000),
  /** Requests at once after a pause. */
  REQUEST_BURST(1_000_000),
  /** Running batches whose client waits. */
  BATCHES(1_000_000),
  /** Open streams of steps. */
  STREAMS(1_000_000),
  /** Requests to the upstream in a minute. */
  DOCUMENTS_PER_MINUTE(1_000_000_000),
  /** Work in a minute, in the units of {@link WorkPrice}. */
  WORK_PER_MINUTE(10_000_000_000L),
  /** Bytes of response bodies in a day. */
  BYTES_PER_DAY(10_000_000_000_000L),
  /** Bytes of stored jobs: their requests and their results, after compression. */
  JOB_BYTES(1L << 50),
  /** Stored collections. */
  COLLECTIONS(1_000_000);

  private final long max;

  Quota(long max) {
    this.max = max;
  }

  /** Returns the largest value that may be set. */
  public long max() {
    return max;
  }

  /** Returns its name in JSON, such as {@code jobBytes}. */
  public String word() {
    var words = name().toLowerCase(Locale.ROOT).split("_");
    var text = new StringBuilder(words[0]);
    for (var word : List.of(words).subList(1, words.length)) {
      text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return text.toString();
  }

  /** Returns the names in JSON. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Quota::word).toList();
  }
}
