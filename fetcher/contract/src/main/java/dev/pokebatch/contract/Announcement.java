package dev.pokebatch.contract;

/**
 * Published by each lane of a fetcher at a fixed interval, so that clients know which fetchers
 * there are, and its reply to {@link Addresses#GREETING}, which proves that the lane is a member of
 * the cluster. A fetcher that falls silent is not asked any more.
 *
 * @param fetcher name of the fetcher, unique in the cluster
 * @param hashKey decides which targets belong to the fetcher; stays the same across restarts if the
 *     fetcher keeps its cache
 * @param lane number of the lane that publishes this, from 0
 * @param lanes how many lanes the fetcher has, at most {@link #MAX_LANES}; it accepts requests when
 *     all of them have announced themselves
 * @param queued documents that wait in this lane because the upstream is busy
 * @param leaving whether the fetcher shuts down: it completes its requests and accepts no new ones
 */
public record Announcement(
    String fetcher, String hashKey, int lane, int lanes, int queued, boolean leaving) {

  /** The interval of a lane's announcements, in milliseconds. */
  public static final long INTERVAL_MS = 300;

  /** The longest name and hash key, in bytes of UTF-8: a client keeps both. */
  public static final int MAX_NAME_BYTES = 255;

  /** The most lanes that a fetcher may have. */
  public static final int MAX_LANES = 256;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Announcement {
    if (lanes < 1 || lanes > MAX_LANES || lane < 0 || lane >= lanes || queued < 0) {
      throw new IllegalArgumentException("lane " + lane + " of " + lanes + ", queued " + queued);
    }
  }

  /** Whether two announcements are of the same lane, and agree on what never changes. */
  public boolean isOfSameLane(Announcement other) {
    return fetcher.equals(other.fetcher)
        && hashKey.equals(other.hashKey)
        && lane == other.lane
        && lanes == other.lanes;
  }
}
