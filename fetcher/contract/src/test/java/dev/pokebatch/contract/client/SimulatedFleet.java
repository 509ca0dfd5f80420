package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fetchers for the benchmark, and what an event loop knows of them.
 *
 * @param announcements what each fetcher announces
 */
record SimulatedFleet(List<Announcement> announcements) {

  /** So many fetchers, each with so many lanes. */
  static SimulatedFleet of(int fetchers, int lanes) {
    return new SimulatedFleet(
        IntStream.range(0, fetchers)
            .mapToObj(i -> new Announcement("fetcher-" + i, "key-" + i, lanes, 0, false))
            .toList());
  }

  /** What an event loop knows after all fetchers have confirmed their announcements. */
  Fleet known() {
    var fleet = new Fleet();
    announcements.forEach(
        announcement -> {
          var member = fleet.heard(announcement);
          member.startsConfirmation();
          member.confirmationEnded(true);
        });
    return fleet;
  }

  /** So many event loops that know all fetchers. */
  List<Fleet> known(int loops) {
    return IntStream.range(0, loops).mapToObj(i -> known()).toList();
  }

  /** The number of a fetcher. */
  static int number(Member member) {
    return Integer.parseInt(member.name().substring("fetcher-".length()));
  }
}
