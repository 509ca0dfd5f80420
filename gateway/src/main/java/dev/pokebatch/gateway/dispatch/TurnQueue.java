package dev.pokebatch.gateway.dispatch;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/** Work of several owners who take turns: an owner's next piece comes after everybody else's. */
final class TurnQueue {

  private final Map<Object, Queue<Runnable>> waiting = new LinkedHashMap<>();

  /** Adds a piece of work. */
  void add(Object owner, Runnable work) {
    waiting.computeIfAbsent(owner, unknown -> new ArrayDeque<>()).add(work);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Removes the piece whose turn it is; there must be one. */
  Runnable next() {
    var first = waiting.entrySet().iterator();
    var owner = first.next();
    first.remove();
    var work = owner.getValue().remove();
    if (!owner.getValue().isEmpty()) {
      waiting.put(owner.getKey(), owner.getValue());
    }
    return work;
  }
}
