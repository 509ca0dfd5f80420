package dev.pokebatch.contract;

/**
 * Published by a fetcher at a fixed interval while all of its lanes work, so that clients know
 * which fetchers there are, and the reply of each lane to {@link Addresses#GREETING}, which proves
 * that the lane is a member of the cluster. A fetcher that falls silent is not asked any more.
 *
 * @param fetcher name of the fetcher, unique in the cluster
 * @param hashKey decides which targets belong to the fetcher; stays the same across restarts if the
 *     fetcher keeps its cache
 * @param lanes how many lanes the fetcher has, at most {@link #MAX_LANES}
 * @param queued documents that wait in all lanes because the upstream is busy
 * @param leaving whether the fetcher shuts down: it completes its requests and accepts no new ones
 * @param readsBundles whether the fetcher's lanes read {@link FetchBundle}
 */
public record Announcement(
    String fetcher, String hashKey, int lanes, int queued, boolean leaving, boolean readsBundles) {

  /** The interval of a fetcher's announcements, in milliseconds. */
  public static final long INTERVAL_MS = 300;

  /** The longest name and hash key, in bytes of UTF-8: a client keeps both. */
  public static final int MAX_NAME_BYTES = 255;

  /** The most lanes that a fetcher may have. */
  public static final int MAX_LANES = 256;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Announcement {
    if (lanes < 1 || lanes > MAX_LANES || queued < 0) {
      throw new IllegalArgumentException(lanes + " lanes, queued " + queued);
    }
  }

  /** The announcement of a fetcher that reads no bundles. */
  public Announcement(String fetcher, String hashKey, int lanes, int queued, boolean leaving) {
    this(fetcher, hashKey, lanes, queued, leaving, false);
  }

  /** Whether two announcements are of the same fetcher, and agree on what never changes. */
  public boolean isOfSameFetcher(Announcement other) {
    return fetcher.equals(other.fetcher) && hashKey.equals(other.hashKey) && lanes == other.lanes;
  }
}
