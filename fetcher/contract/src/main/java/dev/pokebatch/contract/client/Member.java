package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A fetcher, as known from its announcements and replies. Anybody who reaches the event bus can
 * publish an announcement, so a fetcher counts only when each of its lanes has confirmed the first
 * one: only a member of the cluster receives what is sent to a lane's address. Each method takes
 * the same time however many lanes there are, apart from {@link #heard} and {@link #tick}, which
 * run at the pace of announcements. Confined to one event loop.
 */
final class Member {

  /** After this many missed announcements in a row, 1.5 s, other fetchers are preferred. */
  static final int SILENT = 5;

  /** After this many missed announcements in a row, 6 s, the fetcher counts as gone. */
  static final int GONE = 20;

  /** If its first requests wait for this many ticks, 6 s, other fetchers are preferred. */
  static final int MUTE = 20;

  private final Identity identity;

  /** How many announcements in a row were missed, by lane: a reply of a lane counts as one. */
  private final int[] missed;

  private final Map<String, Integer> requests = new HashMap<>();
  private int mostMissed;
  private boolean asked;
  private boolean confirmed;
  private int queued;
  private boolean leaving;
  private boolean readsBundles;
  private int waited;
  private boolean replied;
  private boolean gone;

  /**
   * What stays the same in all announcements of a fetcher.
   *
   * @param name name of the fetcher
   * @param hashKey decides which targets belong to the fetcher
   * @param lanes how many lanes it has
   */
  record Identity(String name, String hashKey, int lanes) {

    static Identity of(Announcement announcement) {
      return new Identity(announcement.fetcher(), announcement.hashKey(), announcement.lanes());
    }
  }

  /**
   * @param isKnown whether it has confirmed its announcements before
   */
  Member(Identity identity, boolean isKnown) {
    this.identity = identity;
    this.confirmed = isKnown;
    this.missed = new int[identity.lanes()];
  }

  Identity identity() {
    return identity;
  }

  String name() {
    return identity.name();
  }

  /** Decides which targets belong to this fetcher. */
  String hashKey() {
    return identity.hashKey();
  }

  /** Records an announcement, which replaces the earlier ones, forged ones too. */
  void heard(Announcement announcement) {
    queued = announcement.queued();
    leaving = announcement.leaving();
    readsBundles = announcement.readsBundles();
    Arrays.fill(missed, 0);
    mostMissed = 0;
  }

  /**
   * A lane has replied, which shows that it works, as an announcement does. Announcements can get
   * lost while the cluster moves a lost member's data; replies do not need that data.
   */
  void replied(String target) {
    missed[lane(target)] = 0;
  }

  /** The interval of announcements has passed once. */
  void tick() {
    mostMissed = 0;
    for (var lane = 0; lane < missed.length; lane++) {
      mostMissed = Math.max(mostMissed, ++missed[lane]);
    }
    waited += requests.isEmpty() ? 0 : 1;
    gone |= mostMissed >= GONE;
  }

  /** Whether to ask the lanes now to confirm an announcement; they count as asked from then on. */
  boolean startsConfirmation() {
    var starts = !confirmed && !asked;
    asked |= starts;
    return starts;
  }

  /** All lanes have confirmed the announcement, or one has not; then they are asked again. */
  void confirmationEnded(boolean success) {
    asked = false;
    confirmed |= success;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  /** Whether requests may be sent to it in bundles. */
  boolean readsBundles() {
    return readsBundles;
  }

  /** The fetcher has replied that it accepts no requests. */
  void leaves() {
    leaving = true;
  }

  /** The fetcher has left the cluster, or cannot be reached. */
  void gone() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** Whether the fetcher accepts requests, as far as we know. */
  boolean serves() {
    return confirmed && !gone && !leaving;
  }

  /**
   * Whether others are preferred: it has missed announcements, or has never replied although
   * requests waited for it.
   */
  boolean isUnresponsive() {
    return isSilent() || (!replied && waited >= MUTE);
  }

  boolean isSilent() {
    return mostMissed >= SILENT;
  }

  /** A request for a target is sent to this fetcher. */
  void sent(String target) {
    requests.merge(target, 1, Integer::sum);
  }

  /**
   * A request for a target has ended.
   *
   * @param byReply whether the fetcher has replied
   */
  void ended(String target, boolean byReply) {
    replied |= byReply;
    requests.computeIfPresent(target, (t, count) -> count == 1 ? null : count - 1);
  }

  /** Whether a request for the target is in flight at this fetcher; another one would join it. */
  boolean has(String target) {
    return requests.containsKey(target);
  }

  /** How many targets are in flight at this fetcher. */
  int load() {
    return requests.size();
  }

  /** Whether requests queue at this fetcher, as it announces, because the upstream is busy. */
  boolean isSaturated() {
    return queued > 0;
  }

  FetcherView view() {
    return new FetcherView(
        name(), identity.lanes(), serves(), mostMissed, isSaturated(), requests.size());
  }

  /** The address of the lane that serves a target. */
  String address(String target) {
    return Addresses.of(name(), lane(target));
  }

  private int lane(String target) {
    return Addresses.lane(target, identity.lanes());
  }
}
