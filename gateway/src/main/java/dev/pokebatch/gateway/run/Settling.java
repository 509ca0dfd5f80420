package dev.pokebatch.gateway.run;

import java.util.ArrayList;
import java.util.List;

/** Tells those who wait for it that something is over: once, or at once where it is already. */
final class Settling {

  private List<Runnable> waiting = new ArrayList<>(0);
  private boolean over;

  void whenOver(Runnable action) {
    if (over) {
      action.run();
    } else {
      waiting.add(action);
    }
  }

  void over() {
    over = true;
    var told = waiting;
    waiting = List.of();
    told.forEach(Runnable::run);
  }
}
