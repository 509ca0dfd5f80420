package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import java.util.HashMap;
import java.util.Map;

/**
 * A fetcher, as known from its announcements and replies. It accepts requests once each of its
 * lanes has announced itself and has confirmed that, and is as silent as its most silent lane.
 * Confined to one event loop.
 */
final class Member {

  /** After this many missed announcements in a row, 1.5 s, other fetchers are preferred. */
  static final int SILENT = 5;

  /** After this many missed announcements in a row, 6 s, the fetcher counts as gone. */
  static final int GONE = 20;

  /** If its first requests wait for this many ticks, 6 s, other fetchers are preferred. */
  static final int MUTE = 20;

  private final Identity identity;
  private final boolean isKnown;
  private final Map<Integer, MemberLane> lanes = new HashMap<>();
  private final Map<String, Integer> requests = new HashMap<>();
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
    this.isKnown = isKnown;
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

  /** Records an announcement of one of its lanes, and returns the lane. */
  MemberLane heard(Announcement announcement) {
    var lane = lanes.computeIfAbsent(announcement.lane(), number -> new MemberLane());
    lane.heard(announcement);
    return lane;
  }

  /**
   * A lane has replied, which shows that it works, as an announcement does. Announcements can get
   * lost while the cluster moves a lost member's data; replies do not need that data.
   */
  void replied(String target) {
    var lane = lanes.get(Addresses.lane(target, identity.lanes()));
    if (lane != null) {
      lane.replied();
    }
  }

  /** The interval of announcements has passed once. */
  void tick() {
    lanes.values().forEach(MemberLane::tick);
    waited += requests.isEmpty() ? 0 : 1;
    gone |= missed() >= GONE;
  }

  /** The lane that serves a target shuts down, and accepts no more requests. */
  void leaves(String target) {
    var lane = lanes.get(Addresses.lane(target, identity.lanes()));
    if (lane != null) {
      lane.leaves();
    }
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
    return !gone && isConfirmed() && lanes.values().stream().noneMatch(MemberLane::isLeaving);
  }

  /** Whether each lane has announced itself and has confirmed that. */
  boolean isConfirmed() {
    return lanes.size() == identity.lanes()
        && (isKnown || lanes.values().stream().allMatch(MemberLane::isConfirmed));
  }

  /**
   * Whether others are preferred: it has missed announcements, or has never replied although
   * requests waited for it.
   */
  boolean isUnresponsive() {
    return isSilent() || (!replied && waited >= MUTE);
  }

  boolean isSilent() {
    return missed() >= SILENT;
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
    return lanes.values().stream().anyMatch(MemberLane::isSaturated);
  }

  /** The address of the lane that serves a target. */
  String address(String target) {
    return Addresses.of(name(), Addresses.lane(target, identity.lanes()));
  }

  private int missed() {
    return lanes.values().stream().mapToInt(MemberLane::missed).max().orElse(0);
  }
}
