package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fetcher, as known from its announcements. It accepts requests once each of its lanes has
 * announced itself, and is as silent as its most silent lane. Confined to one event loop.
 */
final class Member {

  /** After this many missed announcements in a row, 1.5 s, other fetchers are preferred. */
  static final int SILENT = 5;

  /** After this many missed announcements in a row, 6 s, the fetcher counts as gone. */
  static final int GONE = 20;

  private final String name;
  private final String hashKey;
  private final @Nullable Lane[] lanes;
  private final Map<String, Integer> requests = new HashMap<>();
  private boolean leaving;
  private boolean gone;

  Member(Announcement first) {
    this.name = first.fetcher();
    this.hashKey = first.hashKey();
    this.lanes = new @Nullable Lane[first.lanes()];
  }

  String name() {
    return name;
  }

  /** Decides which targets belong to this fetcher. */
  String hashKey() {
    return hashKey;
  }

  /**
   * Records an announcement; ignores one that contradicts the first on the number of lanes.
   *
   * @return whether it is the first one of its lane
   */
  boolean heard(Announcement announcement) {
    if (announcement.lanes() != lanes.length) {
      return false;
    }
    var first = lanes[announcement.lane()] == null;
    lanes[announcement.lane()] = new Lane(announcement.queued());
    leaving |= announcement.leaving();
    return first;
  }

  /**
   * A lane has replied, which shows that it works, as an announcement does. Announcements can get
   * lost while the cluster moves a lost member's data; replies do not need that data.
   */
  void replied(String target) {
    var lane = lanes[Addresses.lane(target, lanes.length)];
    if (lane != null) {
      lane.missed = 0;
    }
  }

  /** The interval of announcements has passed once. */
  void tick() {
    for (var lane : lanes) {
      if (lane != null) {
        lane.missed++;
      }
    }
    gone |= missed() >= GONE;
  }

  /** The fetcher shuts down, and accepts no more requests. */
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
    return !gone && !leaving && isComplete();
  }

  boolean isSilent() {
    return missed() >= SILENT;
  }

  /** A request for a target is sent to this fetcher. */
  void sent(String target) {
    requests.merge(target, 1, Integer::sum);
  }

  /** A request for a target has ended. */
  void ended(String target) {
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
    for (var lane : lanes) {
      if (lane != null && lane.queued > 0) {
        return true;
      }
    }
    return false;
  }

  /** The address of the lane that serves a target. */
  String address(String target) {
    return Addresses.of(name, Addresses.lane(target, lanes.length));
  }

  private boolean isComplete() {
    for (var lane : lanes) {
      if (lane == null) {
        return false;
      }
    }
    return true;
  }

  private int missed() {
    var most = 0;
    for (var lane : lanes) {
      most = Math.max(most, lane == null ? 0 : lane.missed);
    }
    return most;
  }

  private static final class Lane {
    private final int queued;
    private int missed;

    private Lane(int queued) {
      this.queued = queued;
    }
  }
}
