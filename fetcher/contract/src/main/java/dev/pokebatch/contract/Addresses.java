package dev.pokebatch.contract;

import org.jspecify.annotations.Nullable;

/**
 * All addresses of the event bus. A fetcher is a process; each of its lanes is an event loop with
 * its own address. Equal targets always go to the same lane, so that they are fetched once.
 */
public final class Addresses {

  /** Clients of fetchers listen here for {@link Announcement}. */
  public static final String ANNOUNCEMENTS = "pokebatch.fetchers";

  /** Fetchers listen here. To any message, each fetcher responds with an {@link Announcement}. */
  public static final String ROLL_CALL = "pokebatch.fetchers.roll-call";

  /** Local to a process: the name of a member that has left the cluster, as a string. */
  public static final String DEPARTED = "pokebatch.departed";

  /**
   * An empty message. It is sent in advance, so that this node has looked up the address in the
   * cluster before it sends a request. A lane replies with its {@link Announcement}.
   */
  public static final @Nullable Object GREETING = null;

  private static final String FETCH = "pokebatch.fetch.";
  private static final String CACHED = "pokebatch.held.";
  private static final String CALLER = "pokebatch.callers.";

  private static final String JOB = "dev.pokebatch.job.";

  private Addresses() {}

  /**
   * Where a lane of a fetcher listens for {@link FetchRequest} and {@link Cancel}.
   *
   * @param fetcher name of the fetcher
   * @param lane from 0
   */
  public static String of(String fetcher, int lane) {
    return FETCH + fetcher + "." + lane;
  }

  /** Where a caller listens for {@link DocumentArrived}. */
  public static String caller(String name) {
    return CALLER + name;
  }

  /**
   * Where a fetcher listens for {@link CachedRequest}. Any lane may receive it, because the lanes
   * share a cache.
   *
   * @param fetcher name of the fetcher
   */
  public static String cached(String fetcher) {
    return CACHED + fetcher;
  }

  /**
   * Where gateways listen for events about jobs.
   *
   * @param event the kind of the event, in lower case
   */
  public static String job(String event) {
    return JOB + event;
  }

  /** The lane that serves a target, at any fetcher with this many lanes. */
  public static int lane(String target, int lanes) {
    return Math.floorMod(Rendezvous.spread(target.hashCode()) >>> 32, lanes);
  }
}
