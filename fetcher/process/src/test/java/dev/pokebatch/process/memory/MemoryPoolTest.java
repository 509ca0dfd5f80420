package dev.pokebatch.process.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

  private final List<String> granted = new ArrayList<>();
  private final MemoryPool pool = new MemoryPool("test", 100);

  @Test
  void aReservationThatFitsIsGrantedAtOnce() {
    var reservation = reserve("a", 60);

    assertThat(granted).containsExactly("a");
    assertThat(reservation.isGranted()).isTrue();
    assertThat(pool.free()).isEqualTo(40);
  }

  @Test
  void theFirstInLineIsNotOvertakenByASmallerOne() {
    var first = reserve("first", 60);
    reserve("large", 60);
    reserve("small", 10);
    assertThat(pool.tryReserve(10)).isEmpty();
    assertThat(granted).containsExactly("first");

    first.close();
    assertThat(granted).containsExactly("first", "large", "small");
  }

  @Test
  void clientsThatWaitTakeTurns() {
    var first = reserve("first", 100);
    var second = reserve("second", 100);
    reserve("third", 100);
    pool.reserve("other", 50, Runnable::run, () -> granted.add("other"));
    pool.reserve("other", 50, Runnable::run, () -> granted.add("other again"));

    first.close();
    second.close();
    assertThat(granted).containsExactly("first", "second", "other");
    assertThat(pool.waiting()).isEqualTo(2);
  }

  @Test
  void moreThanThePoolIsGrantedWhenNothingElseIsHeld() {
    var first = reserve("first", 1);
    reserve("huge", 500);
    assertThat(granted).containsExactly("first");

    first.close();
    assertThat(granted).containsExactly("first", "huge");
    assertThat(pool.free()).isEqualTo(-400);
  }

  @Test
  void closingLeavesTheLine() {
    var first = reserve("first", 100);
    reserve("second", 100).close();
    reserve("third", 100);

    first.close();
    assertThat(granted).containsExactly("first", "third");
  }

  @Test
  void whatWasReservedForNothingGoesBack() {
    var first = reserve("first", 100);
    reserve("second", 70);

    first.settle(30);
    assertThat(granted).containsExactly("first", "second");
    assertThat(pool.free()).isZero();
  }

  @Test
  void holdersThatGrowDoNotWaitForEachOther() {
    var first = reserve("first", 50);
    var second = reserve("second", 50);
    grow("first grown", first, 30);
    grow("second grown", second, 30);
    assertThat(granted).containsExactly("first", "second", "first grown");

    grow("first grown again", first, 30);
    assertThat(granted).endsWith("first grown again");
    first.close();
    assertThat(granted).endsWith("second grown");
  }

  @Test
  void growingGoesBeforeBeginning() {
    var first = reserve("first", 50);
    var second = reserve("second", 40);
    var third = reserve("third", 10);
    reserve("waits", 10);
    grow("overdraws", first, 50);
    grow("grown", second, 10);

    third.close();
    first.settle(20);
    assertThat(granted).endsWith("overdraws", "grown", "waits");
  }

  @Test
  void aGrantThatComesAfterTheEndIsNotTold() {
    Queue<Runnable> later = new ArrayDeque<>();
    var reservation = pool.reserve(10, later::add, () -> granted.add("late"));
    reservation.close();
    later.forEach(Runnable::run);

    assertThat(granted).isEmpty();
    assertThat(pool.free()).isEqualTo(100);
  }

  /** Whatever the order of the steps: nothing leaks, and nothing is granted twice or too early. */
  @Property(tries = 2_000)
  void theAccountAddsUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
    var random = new Random(seed);
    var account = new MemoryPool("test", 100);
    Queue<Runnable> turns = new ArrayDeque<>();
    Map<Reservation, Integer> told = new HashMap<>();
    List<Reservation> open = new ArrayList<>();
    Map<Reservation, Integer> asked = new HashMap<>();
    for (var step = 0; step < steps; step++) {
      var any = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
      switch (random.nextInt(6)) {
        case 0 -> {
          var slot = new Reservation[1];
          slot[0] =
              account.reserve(
                  random.nextInt(150), turns::add, () -> told.merge(slot[0], 1, Integer::sum));
          open.add(slot[0]);
          asked.put(slot[0], 1);
        }
        case 1 -> account.tryReserve(random.nextInt(50)).ifPresent(open::add);
        case 2 -> {
          if (any != null && any.isGranted()) {
            any.settle(random.nextInt((int) any.bytes() + 1));
          }
        }
        case 3 -> {
          if (any != null
              && any.isGranted()
              && told.getOrDefault(any, 0).equals(asked.getOrDefault(any, 0))) {
            asked.merge(any, 1, Integer::sum);
            account.grow(
                any, random.nextInt(60), turns::add, () -> told.merge(any, 1, Integer::sum));
          }
        }
        case 4 -> {
          if (any != null) {
            any.close();
            any.close();
            open.remove(any);
          }
        }
        default -> {
          if (!turns.isEmpty()) {
            turns.remove().run();
          }
        }
      }
      var holding = open.stream().mapToLong(Reservation::bytes).sum();
      assertThat(account.free()).isEqualTo(100 - holding);
      var overdraft = open.stream().mapToLong(Reservation::bytes).max().orElse(0);
      assertThat(holding).isLessThanOrEqualTo(100 + overdraft);
      assertThat(told)
          .allSatisfy((who, times) -> assertThat(times).isLessThanOrEqualTo(asked.get(who)));
    }
    while (!open.isEmpty() || !turns.isEmpty()) {
      turns.forEach(Runnable::run);
      turns.clear();
      var granted = open.stream().filter(Reservation::isGranted).findFirst();
      assertThat(open)
          .satisfiesAnyOf(
              none -> assertThat(none).isEmpty(), some -> assertThat(granted).isPresent());
      granted.ifPresent(
          first -> {
            first.close();
            open.remove(first);
          });
    }
    assertThat(account.free()).isEqualTo(100);
    assertThat(account.waiting()).isZero();
  }

  @Test
  void whileAReservationIsLargerThanThePoolNoOtherOneOverdraws() {
    var empty = reserve("empty", 0);
    var large = reserve("large", 2 * pool.size());
    grow("empty grows", empty, 1);

    assertThat(granted).containsExactly("empty", "large");
    large.close();
    assertThat(granted).containsExactly("empty", "large", "empty grows");
  }

  private Reservation reserve(String name, long bytes) {
    return pool.reserve(bytes, Runnable::run, () -> granted.add(name));
  }

  private void grow(String name, Reservation reservation, long more) {
    reservation.grow(more, Runnable::run, () -> granted.add(name));
  }
}
