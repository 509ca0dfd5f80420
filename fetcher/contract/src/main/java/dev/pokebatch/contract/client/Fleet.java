package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Rendezvous;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  private static final int NOT_TO_ASK = -1;

  /** At most this many fetchers have yet to confirm announcements; the oldest is forgotten. */
  static final int MAX_UNCONFIRMED = 256;

  private final Map<Member.Identity, Member> members = new LinkedHashMap<>();

  /**
   * Fetchers that have confirmed their announcements and could not be reached later. They need not
   * confirm them again, unless they leave the cluster.
   */
  private final Set<Member.Identity> known = new HashSet<>();

  /** Records an announcement, and returns its fetcher. */
  Member heard(Announcement announcement) {
    var identity = Member.Identity.of(announcement);
    var member = members.get(identity);
    if (member == null) {
      makeRoom();
      member = new Member(identity, known.contains(identity));
      members.put(identity, member);
    }
    member.heard(announcement);
    return member;
  }

  private void makeRoom() {
    var unconfirmed = members.values().stream().filter(member -> !member.isConfirmed()).toList();
    if (unconfirmed.size() >= MAX_UNCONFIRMED) {
      departed(unconfirmed.get(0));
    }
  }

  /** The interval of announcements has passed once. */
  void tick() {
    List.copyOf(members.values())
        .forEach(
            member -> {
              member.tick();
              if (member.isGone()) {
                departed(member);
              }
            });
  }

  /** A fetcher has left the cluster. */
  void departed(String name) {
    List.copyOf(members.values()).stream()
        .filter(member -> member.name().equals(name))
        .forEach(this::departed);
    known.removeIf(identity -> identity.name().equals(name));
  }

  /** A fetcher cannot be reached, or is silent. */
  void departed(Member member) {
    members.remove(member.identity(), member);
    member.gone();
    if (member.isConfirmed()) {
      known.add(member.identity());
    }
  }

  /** What is known of each fetcher. */
  List<FetcherView> view() {
    return members.values().stream().map(Member::view).toList();
  }

  /** How many fetchers accept requests. */
  int size() {
    return (int) members.values().stream().filter(Member::serves).count();
  }

  /**
   * The fetcher to ask for a target; an unresponsive or saturated one only if there is no other.
   * The time grows with the number of fetchers, not with that of their lanes.
   *
   * @param excluded fetchers not to choose
   */
  Optional<Member> choose(String target, Set<Member> excluded) {
    var preferred = NOT_TO_ASK;
    for (var member : members.values()) {
      preferred = Math.max(preferred, preference(member, target, excluded));
    }
    var loads = 0;
    var count = 0;
    for (var member : members.values()) {
      if (preference(member, target, excluded) == preferred) {
        loads += member.load();
        count++;
      }
    }
    return preferred == NOT_TO_ASK
        ? Optional.empty()
        : Optional.ofNullable(choose(target, excluded, preferred, bound(loads, count)));
  }

  private @Nullable Member choose(
      String target, Set<Member> excluded, int preferred, double bound) {
    Member best = null;
    var highest = -1L;
    for (var member : members.values()) {
      if (preference(member, target, excluded) != preferred) {
        continue;
      }
      if (member.has(target)) {
        return member; // joins the request in flight there, at no cost
      }
      var weight = Rendezvous.weight(target, member.hashKey());
      if (weight > highest && member.load() < bound) {
        best = member;
        highest = weight;
      }
    }
    return best;
  }

  private static double bound(int loads, int count) {
    return Math.max(LIGHT, Math.ceil(BOUND * (loads + 1) / count));
  }

  /** A fetcher is asked only if there is none with a higher preference. */
  private static int preference(Member member, String target, Set<Member> excluded) {
    if (!member.serves() || excluded.contains(member)) {
      return NOT_TO_ASK;
    }
    var isFree = !member.isSaturated() || member.has(target);
    return (member.isUnresponsive() ? 0 : 2) + (isFree ? 1 : 0);
  }

  /**
   * The fetcher that most probably has a cached copy, because it would be asked next if the others
   * were busy; an unresponsive one only if there is no other.
   */
  Optional<Member> chooseBesides(Set<Member> asked, String target) {
    return members.values().stream()
        .filter(member -> !asked.contains(member) && member.serves())
        .max(
            Comparator.<Member, Boolean>comparing(member -> !member.isUnresponsive())
                .thenComparing(member -> Rendezvous.weight(target, member.hashKey())));
  }
}
