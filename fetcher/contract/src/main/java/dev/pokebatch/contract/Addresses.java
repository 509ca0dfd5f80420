package dev.pokebatch.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where on the event bus who listens. A fetcher is a process, and each of its lanes, an event loop
 * of its own, has an address; equal targets always take the same lane, so that they meet there.
 */
public final class Addresses {

  /** Fetchers listen here for {@link Cancel}. */
  public static final String CANCEL = "pokebatch.fetch.cancel";

  /** Whoever asks fetchers listens here for {@link Announcement}. */
  public static final String ANNOUNCEMENTS = "pokebatch.fetchers";

  /** Fetchers listen here; to anything, each answers with an announcement at once. */
  public static final String ROLL_CALL = "pokebatch.fetchers.roll-call";

  /** Within a process only: the name of a member that has left the cluster, as a text. */
  public static final String DEPARTED = "pokebatch.departed";

  /**
   * In place of a request, to any address of a fetcher: asks for nothing and gets no reply. It is
   * sent ahead so that the address is known when a request is.
   */
  public static final @Nullable Object GREETING = null;

  private static final String FETCH = "pokebatch.fetch.";
  private static final String CACHED = "pokebatch.held.";

  private static final String CALLER = "pokebatch.callers.";

  private Addresses() {}

  /**
   * Where one lane of one fetcher listens for {@link FetchRequest}.
   *
   * @param fetcher its name
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
   * Where a fetcher listens for {@link CachedRequest}: any of its lanes, for they share what they
   * hold.
   *
   * @param fetcher its name
   */
  public static String cached(String fetcher) {
    return CACHED + fetcher;
  }

  /** The lane, of so many, that a target takes at whichever fetcher. */
  public static int lane(String target, int lanes) {
    return Math.floorMod(Rendezvous.spread(target.hashCode()) >>> 32, lanes);
  }
}
