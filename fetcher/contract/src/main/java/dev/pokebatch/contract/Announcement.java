package dev.pokebatch.contract;

/**
 * What a fetcher says of itself, over and over, from each of its lanes: one that falls silent is
 * not asked any more.
 *
 * @param fetcher its name, unique in the cluster
 * @param hashKey decides which targets belong to it: the same as before where it has what it had
 * @param lane which of its lanes speaks, from 0
 * @param lanes how many it has; it can be asked when all of them have spoken
 * @param queued documents that wait in this lane, for it has as many under way at the upstream as
 *     it may
 * @param leaving whether it is about to end: it finishes what it has, and wants nothing new
 */
public record Announcement(
    String fetcher, String hashKey, int lane, int lanes, int queued, boolean leaving) {

  /** How often a lane speaks, in milliseconds. */
  public static final long INTERVAL_MS = 300;
}
