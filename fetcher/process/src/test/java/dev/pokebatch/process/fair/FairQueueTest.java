package dev.pokebatch.process.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private final FairQueue<String, String> queue = new FairQueue<>(2);

  @Test
  void clientsTakeTurns() {
    add("a", 4);
    add("b", 2);
    add("c", 1);

    assertThat(pollAll()).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "a3");
  }

  @Test
  void aNewClientGoesFirstWithABurst() {
    add("a", 8);
    poll(4);
    add("b", 4);

    assertThat(pollAll()).containsExactly("b0", "b1", "b2", "a4", "b3", "a5", "a6", "a7");
  }

  @Test
  void aClientBelowItsShareIsServedFirst() {
    add("a", 100);
    for (var round = 0; round < 20; round++) {
      poll(4);
      queue.add("b", "first" + round);
      assertThat(poll(1)).containsExactly("first" + round);
      queue.add("b", "second" + round);
      assertThat(poll(1)).containsExactly("second" + round);
    }
  }

  @Test
  void aClientThatAlwaysReturnsAtOnceGetsNoMoreThanItsShare() {
    add("a", 100);
    poll(4);
    var served = new ArrayList<String>();
    for (var round = 0; round < 40; round++) {
      queue.add("b", "b" + round);
      served.addAll(poll(1));
    }

    assertThat(served.stream().filter(entry -> entry.startsWith("a"))).hasSizeBetween(18, 20);
  }

  @Test
  void aRemovedEntryIsNotPolled() {
    add("a", 3);
    assertThat(queue.remove("a", "a1")).isTrue();
    assertThat(queue.remove("a", "a1")).isFalse();
    assertThat(queue.remove("b", "a1")).isFalse();

    assertThat(pollAll()).containsExactly("a0", "a2");
  }

  @Test
  void aClientThatThePredicateRejectsIsSkipped() {
    add("a", 2);
    add("b", 2);

    assertThat(queue.poll(client -> client.equals("b"))).hasValue("b0");
    assertThat(queue.poll(client -> client.equals("b"))).hasValue("b1");
    assertThat(queue.poll(client -> client.equals("b"))).isEmpty();
    assertThat(pollAll()).containsExactly("a0", "a1");
  }

  @Test
  void sizeCountsTheEntriesOfAllClients() {
    add("a", 2);
    add("b", 1);
    assertThat(queue.size()).isEqualTo(3);

    assertThat(queue.clear()).containsExactlyInAnyOrder("a0", "a1", "b0");
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isEmpty();
  }

  private void add(String client, int count) {
    IntStream.range(0, count).forEach(i -> queue.add(client, client + i));
  }

  private List<String> poll(int count) {
    return IntStream.range(0, count).mapToObj(i -> queue.poll().orElseThrow()).toList();
  }

  private List<String> pollAll() {
    return poll(queue.size());
  }
}
