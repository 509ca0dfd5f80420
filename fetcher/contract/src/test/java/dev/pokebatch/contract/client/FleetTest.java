package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Announcement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which fetcher the fleet chooses for a target, and which fetchers it skips. */
class FleetTest {

  private static final List<String> TARGETS =
      IntStream.rangeClosed(1, 300).mapToObj(i -> "pokemon/" + i).toList();

  private final Fleet fleet = new Fleet();

  @Test
  void aSilentFetcherIsSkippedWhileAnotherAnnounces() {
    announce("a", "b");
    tick(Member.SILENT, "a");

    assertThat(TARGETS).allMatch(target -> chosen(target).equals("a"));
  }

  @Test
  void aFetcherThatIsSilentIsSkippedThoughOneOfItsLanesReplies() {
    announce("a");
    hear(new Announcement("b", "b", 2, 0, false));
    var b = fleet.choose("pokemon/1", Set.of(owner("a"))).orElseThrow();
    for (var i = 0; i < Member.SILENT; i++) {
      fleet.tick();
      b.replied("pokemon/1");
      announce("a");
    }

    assertThat(TARGETS).allMatch(target -> chosen(target).equals("a"));
  }

  @Test
  void ifAllFetchersAreSilentTheyAreChosenUntilTheyCountAsGone() {
    announce("a");
    tick(Member.GONE - 1);
    assertThat(chosen("pokemon/1")).isEqualTo("a");

    tick(1);
    assertThat(fleet.choose("pokemon/1", Set.of())).isEmpty();
    assertThat(fleet.size()).isZero();
  }

  @Test
  void aFetcherThatRepliesIsNotGoneThoughItsAnnouncementsAreLost() {
    announce("a");
    for (var i = 0; i < 2 * Member.GONE; i++) {
      fleet.tick();
      fleet.choose("pokemon/1", Set.of()).orElseThrow().replied("pokemon/1");
    }

    assertThat(fleet.size()).isEqualTo(1);
  }

  @Test
  void aFetcherThatAnnouncesAgainIsChosenAgain() {
    announce("a", "b");
    var before = owners();
    tick(Member.SILENT, "a");
    announce("b");

    assertThat(owners()).isEqualTo(before);
  }

  @Test
  void aLeavingFetcherIsNotChosen() {
    announce("a", "b");
    hear(new Announcement("b", "b", 1, 0, true));

    assertThat(TARGETS).allMatch(target -> chosen(target).equals("a"));
    assertThat(fleet.size()).isEqualTo(1);
  }

  @Test
  void aFetcherIsChosenAgainOnceItAnnouncesThatItIsNotLeaving() {
    announce("a", "b");
    var before = owners();
    hear(new Announcement("b", "b", 1, 0, true)); // forged
    fleet.choose("pokemon/1", Set.of()).orElseThrow().leaves();
    assertThat(fleet.size()).isZero();
    announce("a", "b");

    assertThat(owners()).isEqualTo(before);
  }

  @Test
  void aFetcherIsNotChosenBeforeItHasConfirmedItsAnnouncement() {
    var member = fleet.heard(new Announcement("a", "a", 1, 0, false));
    assertThat(fleet.choose("pokemon/1", Set.of())).isEmpty();
    assertThat(member.startsConfirmation()).isTrue();
    assertThat(member.startsConfirmation()).as("while it is being asked").isFalse();
    member.confirmationEnded(false);
    assertThat(fleet.choose("pokemon/1", Set.of())).isEmpty();
    assertThat(member.startsConfirmation()).isTrue();
    member.confirmationEnded(true);

    assertThat(chosen("pokemon/1")).isEqualTo("a");
    assertThat(member.startsConfirmation()).isFalse();
  }

  @Test
  void aFetcherThatCouldNotBeReachedNeedNotConfirmItsAnnouncementAgain() {
    announce("a");
    fleet.departed(fleet.choose("pokemon/1", Set.of()).orElseThrow());
    assertThat(fleet.size()).isZero();
    fleet.heard(new Announcement("a", "a", 1, 0, false));
    assertThat(fleet.size()).isEqualTo(1);

    fleet.departed("a");
    fleet.heard(new Announcement("a", "a", 1, 0, false)); // forged: it has left the cluster
    assertThat(fleet.size()).isZero();
  }

  @Test
  void announcementsThatContradictAFetcherDoNotChangeIt() {
    fleet.heard(new Announcement("b", "b", 200, 0, false)); // before its own
    announce("a", "b");
    var before = owners();
    fleet.heard(new Announcement("a", "a", 256, Integer.MAX_VALUE, true));
    fleet.heard(new Announcement("b", "another key", 1, Integer.MAX_VALUE, true));

    assertThat(owners()).isEqualTo(before);
    assertThat(fleet.size()).isEqualTo(2);
  }

  @Test
  void unconfirmedFetchersAreForgottenIfThereAreTooMany() {
    announce("a");
    var first = fleet.heard(new Announcement("b", "b", 1, 0, false));
    for (var i = 0; i < Fleet.MAX_UNCONFIRMED; i++) {
      fleet.heard(new Announcement("ghost-" + i, "", 1, 0, false));
    }
    first.confirmationEnded(true); // too late

    assertThat(fleet.size()).isEqualTo(1);
    announce("b");
    assertThat(fleet.size()).isEqualTo(2);
  }

  @Test
  void aFetcherThatHasNeverRepliedIsChosenLast() {
    announce("a", "b");
    var mute = fleet.choose("pokemon/1", Set.of()).orElseThrow();
    mute.sent("pokemon/1");
    tick(Member.MUTE - 1, "a", "b");
    assertThat(chosen("pokemon/1")).isEqualTo(mute.name());
    tick(1, "a", "b");

    assertThat(TARGETS).noneMatch(target -> chosen(target).equals(mute.name()));
    mute.ended("pokemon/1", false);
    assertThat(TARGETS).noneMatch(target -> chosen(target).equals(mute.name()));
    mute.ended("pokemon/1", true);
    assertThat(TARGETS).anyMatch(target -> chosen(target).equals(mute.name()));
  }

  @Test
  void aDepartedFetcherIsNotChosen() {
    announce("a", "b");
    fleet.departed("a");

    assertThat(TARGETS).allMatch(target -> chosen(target).equals("b"));
  }

  @Test
  void underLightLoadATargetAlwaysGoesToTheSameFetcher() {
    announce("a", "b", "c");

    assertThat(owners()).isEqualTo(owners());
  }

  @Test
  void noFetcherGetsMuchMoreThanItsShare() {
    announce("a", "b", "c");
    var counts = new HashMap<String, Integer>();
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      counts.merge(member.name(), 1, Integer::sum);
    }

    assertThat(counts.values()).allMatch(count -> count <= 150);
  }

  @Test
  void aSlowFetcherGetsNoMoreThanItsLimit() {
    announce("a", "b", "c");
    var inFlightAtA = 0;
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      if (member.name().equals("a")) {
        inFlightAtA++; // which never replies
      } else {
        member.ended(target, true);
      }
    }

    assertThat(inFlightAtA).isEqualTo(12);
  }

  @Test
  void manyConcurrentTargetsMostlyGoToTheirOwners() {
    announce("a", "b", "c");
    var ownersBefore = owners();
    var moved = 0;
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      moved += member.name().equals(ownersBefore.get(target)) ? 0 : 1;
    }

    assertThat(moved).isLessThanOrEqualTo(3);
  }

  @Test
  void aFetcherThatAnnouncesALongQueueIsSkipped() {
    announce("a", "b");
    hear(new Announcement("a", "a", 1, 500, false));

    assertThat(TARGETS).allMatch(target -> chosen(target).equals("b"));
  }

  @Test
  void aTargetInFlightAtABusyFetcherIsSentThereAgain() {
    announce("a", "b");
    var owner = fleet.choose("pokemon/1", Set.of()).orElseThrow();
    owner.sent("pokemon/1");
    hear(new Announcement(owner.name(), owner.name(), 1, 500, false));

    assertThat(chosen("pokemon/1")).isEqualTo(owner.name());

    owner.ended("pokemon/1", true);
    assertThat(chosen("pokemon/1")).isNotEqualTo(owner.name());
  }

  @Test
  void theSecondChoiceInheritsATargetWhenItsOwnerDeparts() {
    announce("a", "b", "c");
    var owner = fleet.choose("pokemon/1", Set.of()).orElseThrow();
    var other = fleet.chooseBesides(Set.of(owner), "pokemon/1").orElseThrow();
    assertThat(fleet.chooseBesides(Set.of(other), "pokemon/1")).contains(owner);

    fleet.departed(owner.name());
    assertThat(chosen("pokemon/1")).isEqualTo(other.name());
  }

  @Test
  void aSilentFetcherIsTheSecondChoiceIfThereIsNoOther() {
    announce("a", "b");
    tick(Member.SILENT, "a");
    var announcing = fleet.choose("pokemon/1", Set.of()).orElseThrow();

    assertThat(fleet.chooseBesides(Set.of(announcing), "pokemon/1")).isPresent();
    fleet.departed("b");
    assertThat(fleet.chooseBesides(Set.of(announcing), "pokemon/1")).isEmpty();
  }

  private void announce(String... names) {
    for (var name : names) {
      hear(new Announcement(name, name, 1, 0, false));
    }
  }

  /** An announcement that the lanes confirm. */
  private void hear(Announcement announcement) {
    fleet.heard(announcement).confirmationEnded(true);
  }

  /** Lets ticks pass, during which only the given fetchers announce. */
  private void tick(int times, String... announcing) {
    for (var i = 0; i < times; i++) {
      fleet.tick();
      announce(announcing);
    }
  }

  private Map<String, String> owners() {
    var owners = new HashMap<String, String>();
    new ArrayList<>(TARGETS).forEach(target -> owners.put(target, chosen(target)));
    return owners;
  }

  /** The fetcher of a name, which must own a target. */
  private Member owner(String name) {
    return TARGETS.stream()
        .map(target -> fleet.choose(target, Set.of()).orElseThrow())
        .filter(member -> member.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private String chosen(String target) {
    return fleet.choose(target, Set.of()).orElseThrow().name();
  }
}
