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

/** Who is asked, for what, and who is not any more. */
class FleetTest {

  private static final List<String> TARGETS =
      IntStream.rangeClosed(1, 300).mapToObj(i -> "pokemon/" + i).toList();

  private final Fleet fleet = new Fleet();

  @Test
  void nobodyIsAskedBeforeAllOfItsLanesHaveSpoken() {
    fleet.heard(new Announcement("a", "a", 0, 2, 0, false));
    assertThat(fleet.choose("pokemon/1", Set.of())).isEmpty();

    fleet.heard(new Announcement("a", "a", 1, 2, 0, false));
    assertThat(asked("pokemon/1")).isEqualTo("a");
  }

  @Test
  void whoeverFallsSilentIsPassedOverWhileAnotherOneSpeaks() {
    speak("a", "b");
    tick(Member.SILENT, "a");

    assertThat(TARGETS).allMatch(target -> asked(target).equals("a"));
  }

  @Test
  void oneSilentLaneIsEnough() {
    speak("a");
    fleet.heard(new Announcement("b", "b", 0, 2, 0, false));
    fleet.heard(new Announcement("b", "b", 1, 2, 0, false));
    for (var i = 0; i < Member.SILENT; i++) {
      fleet.tick();
      fleet.heard(new Announcement("b", "b", 0, 2, 0, false));
      speak("a");
    }

    assertThat(TARGETS).allMatch(target -> asked(target).equals("a"));
  }

  @Test
  void whereAllAreSilentTheyAreAskedAllTheSameUntilTheyCountAsGone() {
    speak("a");
    tick(Member.GONE - 1);
    assertThat(asked("pokemon/1")).isEqualTo("a");

    tick(1);
    assertThat(fleet.choose("pokemon/1", Set.of())).isEmpty();
    assertThat(fleet.size()).isZero();
  }

  @Test
  void whoeverSpeaksAgainIsAskedAgain() {
    speak("a", "b");
    var before = owners();
    tick(Member.SILENT, "a");
    speak("b");

    assertThat(owners()).isEqualTo(before);
  }

  @Test
  void whoeverLeavesIsNotAsked() {
    speak("a", "b");
    fleet.heard(new Announcement("b", "b", 0, 1, 0, true));

    assertThat(TARGETS).allMatch(target -> asked(target).equals("a"));
    assertThat(fleet.size()).isEqualTo(1);
  }

  @Test
  void whoeverHasDepartedIsNotAsked() {
    speak("a", "b");
    fleet.departed("a");

    assertThat(TARGETS).allMatch(target -> asked(target).equals("b"));
  }

  @Test
  void underLightLoadEqualTargetsAlwaysMeet() {
    speak("a", "b", "c");

    assertThat(owners()).isEqualTo(owners());
  }

  @Test
  void noFetcherIsAskedForMuchMoreThanItsShare() {
    speak("a", "b", "c");
    var counts = new HashMap<String, Integer>();
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      counts.merge(member.name(), 1, Integer::sum);
    }

    assertThat(counts.values()).allMatch(count -> count <= 150);
  }

  @Test
  void aSlowFetcherIsGivenNoMoreThanItsBound() {
    speak("a", "b", "c");
    var underWayAtA = 0;
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      if (member.name().equals("a")) {
        underWayAtA++; // and it never answers
      } else {
        member.ended(target);
      }
    }

    assertThat(underWayAtA).isEqualTo(12);
  }

  @Test
  void manyTargetsAtOnceMeetWhereTheyWouldOneByOneButForAFew() {
    speak("a", "b", "c");
    var alone = owners();
    var moved = 0;
    for (var target : TARGETS) {
      var member = fleet.choose(target, Set.of()).orElseThrow();
      member.sent(target);
      moved += member.name().equals(alone.get(target)) ? 0 : 1;
    }

    assertThat(moved).isLessThanOrEqualTo(3);
  }

  @Test
  void aFetcherThatOthersKeepTooBusyIsPassedOver() {
    speak("a", "b");
    fleet.heard(new Announcement("a", "a", 0, 1, 500, false));

    assertThat(TARGETS).allMatch(target -> asked(target).equals("b"));
  }

  @Test
  void whatIsUnderWaySomewhereIsJoinedThereHoweverLoadedItIs() {
    speak("a", "b");
    var owner = fleet.choose("pokemon/1", Set.of()).orElseThrow();
    owner.sent("pokemon/1");
    fleet.heard(new Announcement(owner.name(), owner.name(), 0, 1, 500, false));

    assertThat(asked("pokemon/1")).isEqualTo(owner.name());

    owner.ended("pokemon/1");
    assertThat(asked("pokemon/1")).isNotEqualTo(owner.name());
  }

  @Test
  void besidesTheOneThatWasAskedItIsTheOneToWhichATargetIsPassedOn() {
    speak("a", "b", "c");
    var owner = fleet.choose("pokemon/1", Set.of()).orElseThrow();
    var other = fleet.chooseBesides(Set.of(owner), "pokemon/1").orElseThrow();
    assertThat(fleet.chooseBesides(Set.of(other), "pokemon/1")).contains(owner);

    fleet.departed(owner.name());
    assertThat(asked("pokemon/1")).isEqualTo(other.name());
  }

  @Test
  void besidesTheOneThatWasAskedASilentOneIsBetterThanNone() {
    speak("a", "b");
    tick(Member.SILENT, "a");
    var speaking = fleet.choose("pokemon/1", Set.of()).orElseThrow();

    assertThat(fleet.chooseBesides(Set.of(speaking), "pokemon/1")).isPresent();
    fleet.departed("b");
    assertThat(fleet.chooseBesides(Set.of(speaking), "pokemon/1")).isEmpty();
  }

  private void speak(String... names) {
    for (var name : names) {
      fleet.heard(new Announcement(name, name, 0, 1, 0, false));
    }
  }

  /** Time passes, and these go on speaking. */
  private void tick(int times, String... speaking) {
    for (var i = 0; i < times; i++) {
      fleet.tick();
      speak(speaking);
    }
  }

  private Map<String, String> owners() {
    var owners = new HashMap<String, String>();
    new ArrayList<>(TARGETS).forEach(target -> owners.put(target, asked(target)));
    return owners;
  }

  private String asked(String target) {
    return fleet.choose(target, Set.of()).orElseThrow().name();
  }
}
