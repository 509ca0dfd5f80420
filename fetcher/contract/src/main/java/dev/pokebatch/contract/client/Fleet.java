package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Rendezvous;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All known fetchers, and the choice of one for each target by rendezvous hashing with bounded
 * loads (Mirrokni, Thorup and Zadimoghaddam 2018). Equal targets meet at one fetcher, and a fetcher
 * that is busy or slow is skipped before it delays the rest. The load of a fetcher is the number of
 * our own targets in flight there: what it does for other clients is known too late, and would send
 * equal targets to different fetchers. Time passes by {@link #tick}. Confined to one event loop.
 */
final class Fleet {

  /** A fetcher with more than this many times the mean load is skipped. */
  private static final double BOUND = 1.5;

  /** A fetcher with at most this load is never skipped: that equal targets meet is worth more. */
  private static final int LIGHT = 12;

  private final Map<String, Member> members = new HashMap<>();

  /**
   * Records an announcement of one lane of a fetcher.
   *
   * @return whether it is the first one of this lane
   */
  boolean heard(Announcement announcement) {
    return members
        .computeIfAbsent(announcement.fetcher(), name -> new Member(announcement))
        .heard(announcement);
  }

  /** The interval of announcements has passed once. */
  void tick() {
    members.values().forEach(Member::tick);
    members.values().removeIf(Member::isGone);
  }

  /** A fetcher has left the cluster, or cannot be reached. */
  void departed(String name) {
    var member = members.remove(name);
    if (member != null) {
      member.gone();
    }
  }

  /** How many fetchers accept requests. */
  int size() {
    return (int) members.values().stream().filter(Member::serves).count();
  }

  /**
   * The fetcher to ask for a target; a silent or saturated one only if there is no other.
   *
   * @param excluded fetchers not to choose
   */
  Optional<Member> choose(String target, Set<Member> excluded) {
    var serving =
        members.values().stream()
            .filter(member -> member.serves() && !excluded.contains(member))
            .toList();
    var speaking = preferred(serving, member -> !member.isSilent());
    return choose(target, preferred(speaking, m -> !m.isSaturated() || m.has(target)));
  }

  /**
   * The fetcher that most probably has a cached copy, because it would be asked next if the others
   * were busy; a silent one only if there is no other.
   */
  Optional<Member> chooseBesides(Set<Member> asked, String target) {
    return members.values().stream()
        .filter(member -> !asked.contains(member) && member.serves())
        .max(
            Comparator.<Member, Boolean>comparing(member -> !member.isSilent())
                .thenComparing(member -> Rendezvous.weight(target, member.hashKey())));
  }

  private static List<Member> preferred(List<Member> among, Predicate<Member> preference) {
    var some = among.stream().filter(preference).toList();
    return some.isEmpty() ? among : some;
  }

  private static Optional<Member> choose(String target, List<Member> among) {
    var loads = among.stream().mapToInt(Member::load).sum();
    var bound = Math.max(LIGHT, Math.ceil(BOUND * (loads + 1) / Math.max(1, among.size())));
    Member best = null;
    var highest = -1L;
    for (var member : among) {
      if (member.has(target)) {
        return Optional.of(member); // joins the request in flight there, at no cost
      }
      var weight = Rendezvous.weight(target, member.hashKey());
      if (weight > highest && member.load() < bound) {
        best = member;
        highest = weight;
      }
    }
    return Optional.ofNullable(best);
  }
}
