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
 * The fetchers that have been heard of, and the choice among them: by rendezvous hashing with
 * bounded loads (Mirrokni, Thorup and Zadimoghaddam 2018), so that equal targets meet, and a hot or
 * slow fetcher is passed over before it holds up the rest. The loads are what we ourselves wait
 * for: what a fetcher does for others is known late, from one sooner than from another, and would
 * keep equal targets apart. Knows no clock: time is told to it. Confined to one event loop.
 */
final class Fleet {

  /** A fetcher may have so many times the mean load before it is passed over. */
  private static final double BOUND = 1.5;

  /** Up to this load none is passed over: meeting is worth more. */
  private static final int LIGHT = 12;

  private final Map<String, Member> members = new HashMap<>();

  /**
   * One lane of a fetcher speaks.
   *
   * @return whether it is the first time
   */
  boolean heard(Announcement announcement) {
    return members
        .computeIfAbsent(announcement.fetcher(), name -> new Member(announcement))
        .heard(announcement);
  }

  /** The time in which everybody should have spoken has passed once more. */
  void tick() {
    members.values().forEach(Member::tick);
    members.values().removeIf(Member::isGone);
  }

  /** A fetcher is no more. */
  void departed(String name) {
    var member = members.remove(name);
    if (member != null) {
      member.goes();
    }
  }

  /** How many there are to be asked. */
  int size() {
    return (int) members.values().stream().filter(Member::serves).count();
  }

  /** The one to be asked for a target: a silent or saturated one only where no other is there. */
  Optional<Member> choose(String target) {
    var serving = members.values().stream().filter(Member::serves).toList();
    var speaking = preferred(serving, member -> !member.isSilent());
    return choose(target, preferred(speaking, m -> !m.isSaturated() || m.has(target)));
  }

  /**
   * The one that may have what others could not get, for targets are passed on and come back: a
   * silent one only where no other is there.
   */
  Optional<Member> chooseBesides(Set<Member> asked, String target) {
    return members.values().stream()
        .filter(member -> !asked.contains(member) && member.serves())
        .max(
            Comparator.<Member, Boolean>comparing(member -> !member.isSilent())
                .thenComparing(member -> Rendezvous.weight(target, member.hashKey())));
  }

  private static List<Member> preferred(List<Member> among, Predicate<Member> wanted) {
    var some = among.stream().filter(wanted).toList();
    return some.isEmpty() ? among : some;
  }

  private static Optional<Member> choose(String target, List<Member> among) {
    var loads = among.stream().mapToInt(Member::load).sum();
    var bound = Math.max(LIGHT, Math.ceil(BOUND * (loads + 1) / Math.max(1, among.size())));
    Member best = null;
    var highest = -1L;
    for (var member : among) {
      if (member.has(target)) {
        return Optional.of(member); // it joins there what is under way, at no cost
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
