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
  void aSmallReservationDoesNotOvertakeALargeOneThatWaits() {
    var first = reserve("first", 60);
    reserve("large", 60);
    reserve("small", 10);
    assertThat(pool.tryReserve(10)).isEmpty();
    assertThat(granted).containsExactly("first");

    first.close();
    assertThat(granted).containsExactly("first", "large", "small");
  }

  @Test
  void waitingClientsTakeTurns() {
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
  void aClientThatTakesAllItCanLeavesAReserve() {
    for (var i = 0; i < 11; i++) {
      pool.reserve("many", 10, Runnable::run, () -> granted.add("many"));
    }
    assertThat(granted).hasSize(9);
    assertThat(pool.tryReserve("many", 1)).isEmpty();

    pool.reserve("other", 5, Runnable::run, () -> granted.add("other"));
    assertThat(pool.tryReserve("third", 5)).as("no one waits for these bytes").isPresent();
    assertThat(granted).hasSize(10).endsWith("other");
    assertThat(pool.waiting()).isEqualTo(2);
  }

  @Test
  void aClientWhoseBytesAreReleasedMayReserveAgain() {
    var first = pool.reserve("many", 50, Runnable::run, () -> granted.add("first"));
    pool.reserve("many", 45, Runnable::run, () -> granted.add("second"));
    pool.reserve("many", 5, Runnable::run, () -> granted.add("third"));
    assertThat(granted).containsExactly("first", "second");

    first.settle(10);
    assertThat(granted).containsExactly("first", "second", "third");
  }

  @Test
  void clientsWhoseReservationsGrowTakeTurns() {
    var large = pool.reserve("many", 60, Runnable::run, () -> {});
    var small = pool.reserve("many", 10, Runnable::run, () -> {});
    var others = pool.reserve("other", 10, Runnable::run, () -> {});
    var again = pool.reserve("many", 10, Runnable::run, () -> {});
    large.grow(20, Runnable::run, () -> granted.add("overdraws"));
    small.grow(20, Runnable::run, () -> granted.add("many"));
    again.grow(20, Runnable::run, () -> granted.add("many again"));
    others.grow(20, Runnable::run, () -> granted.add("other"));
    assertThat(granted).containsExactly("overdraws");

    large.close();
    assertThat(granted).containsExactly("overdraws", "many", "other", "many again");
  }

  @Test
  void aReservationLargerThanThePoolIsGrantedWhenNothingElseIsReserved() {
    var first = reserve("first", 1);
    reserve("huge", 500);
    assertThat(granted).containsExactly("first");

    first.close();
    assertThat(granted).containsExactly("first", "huge");
    assertThat(pool.free()).isEqualTo(-400);
  }

  @Test
  void closingAWaitingReservationRemovesItFromTheQueue() {
    var first = reserve("first", 100);
    reserve("second", 100).close();
    reserve("third", 100);

    first.close();
    assertThat(granted).containsExactly("first", "third");
  }

  @Test
  void settlingReturnsTheUnusedBytes() {
    var first = reserve("first", 100);
    reserve("second", 70);

    first.settle(30);
    assertThat(granted).containsExactly("first", "second");
    assertThat(pool.free()).isZero();
  }

  @Test
  void reservationsThatGrowDoNotDeadlock() {
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
  void growingReservationsGoBeforeNewOnes() {
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
  void aClosedReservationDoesNotReportALateGrant() {
    Queue<Runnable> later = new ArrayDeque<>();
    var reservation = pool.reserve(10, later::add, () -> granted.add("late"));
    reservation.close();
    later.forEach(Runnable::run);

    assertThat(granted).isEmpty();
    assertThat(pool.free()).isEqualTo(100);
  }

  /** No order of steps leaks bytes, or grants a reservation twice or too early. */
  @Property(tries = 2_000)
  void freeBytesAddUpAfterAnyStepsInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
    var random = new Random(seed);
    var randomPool = new MemoryPool("test", 100);
    var clients = List.of("a", "b", MemoryPool.NOBODY);
    Queue<Runnable> callbacks = new ArrayDeque<>();
    Map<Reservation, Integer> grants = new HashMap<>();
    List<Reservation> open = new ArrayList<>();
    Map<Reservation, Integer> requests = new HashMap<>();
    for (var step = 0; step < steps; step++) {
      var chosen = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
      switch (random.nextInt(6)) {
        case 0 -> {
          var slot = new Reservation[1];
          slot[0] =
              randomPool.reserve(
                  clients.get(random.nextInt(clients.size())),
                  random.nextInt(150),
                  callbacks::add,
                  () -> grants.merge(slot[0], 1, Integer::sum));
          open.add(slot[0]);
          requests.put(slot[0], 1);
        }
        case 1 ->
            randomPool
                .tryReserve(clients.get(random.nextInt(clients.size())), random.nextInt(50))
                .ifPresent(open::add);
        case 2 -> {
          if (chosen != null && chosen.isGranted()) {
            chosen.settle(random.nextInt((int) chosen.bytes() + 1));
          }
        }
        case 3 -> {
          if (chosen != null
              && chosen.isGranted()
              && grants.getOrDefault(chosen, 0).equals(requests.getOrDefault(chosen, 0))) {
            requests.merge(chosen, 1, Integer::sum);
            randomPool.grow(
                chosen,
                random.nextInt(60),
                callbacks::add,
                () -> grants.merge(chosen, 1, Integer::sum));
          }
        }
        case 4 -> {
          if (chosen != null) {
            chosen.close();
            chosen.close();
            open.remove(chosen);
          }
        }
        default -> {
          if (!callbacks.isEmpty()) {
            callbacks.remove().run();
          }
        }
      }
      var reserved = open.stream().mapToLong(Reservation::bytes).sum();
      assertThat(randomPool.free()).isEqualTo(100 - reserved);
      var overdraft = open.stream().mapToLong(Reservation::bytes).max().orElse(0);
      assertThat(reserved).isLessThanOrEqualTo(100 + overdraft);
      assertThat(grants)
          .allSatisfy(
              (reservation, times) ->
                  assertThat(times).isLessThanOrEqualTo(requests.get(reservation)));
    }
    while (!open.isEmpty() || !callbacks.isEmpty()) {
      callbacks.forEach(Runnable::run);
      callbacks.clear();
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
    assertThat(randomPool.free()).isEqualTo(100);
    assertThat(randomPool.waiting()).isZero();
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
