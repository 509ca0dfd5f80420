package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fetcher as it was heard of: a fetcher is as silent as its most silent lane, and can be asked
 * once all of its lanes have spoken. Confined to one event loop.
 */
final class Member {

  /** Announcements missed, in a row, before another one is preferred: 1.5 s. */
  static final int SILENT = 5;

  /** Announcements missed, in a row, before it counts as gone: 6 s. */
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

  /** Decides which targets belong to it. */
  String hashKey() {
    return hashKey;
  }

  /**
   * A lane speaks.
   *
   * @return whether it is the first time
   */
  boolean heard(Announcement announcement) {
    var first = lanes[announcement.lane()] == null;
    lanes[announcement.lane()] = new Lane(announcement.queued());
    leaving |= announcement.leaving();
    return first;
  }

  /** The time in which each lane should have spoken has passed once more. */
  void tick() {
    for (var lane : lanes) {
      if (lane != null) {
        lane.missed++;
      }
    }
    gone |= missed() >= GONE;
  }

  /** It does not want anything new. */
  void leaves() {
    leaving = true;
  }

  /** It is no more. */
  void goes() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** Whether it lives as far as anybody knows, and takes what it is asked for. */
  boolean serves() {
    return !gone && !leaving && isWhole();
  }

  boolean isSilent() {
    return missed() >= SILENT;
  }

  /** A request for a target goes there. */
  void sent(String target) {
    requests.merge(target, 1, Integer::sum);
  }

  /** A request for a target is over. */
  void over(String target) {
    requests.computeIfPresent(target, (t, count) -> count == 1 ? null : count - 1);
  }

  /** Whether a request for the target is under way there, which another one would join. */
  boolean has(String target) {
    return requests.containsKey(target);
  }

  /** How many targets we wait for it to answer. */
  int load() {
    return requests.size();
  }

  /** Whether it has, by its own word, more to do than it may ask the upstream for. */
  boolean isSaturated() {
    for (var lane : lanes) {
      if (lane != null && lane.queued > 0) {
        return true;
      }
    }
    return false;
  }

  /** Where it listens for a target. */
  String address(String target) {
    return Addresses.of(name, Addresses.lane(target, lanes.length));
  }

  private boolean isWhole() {
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
