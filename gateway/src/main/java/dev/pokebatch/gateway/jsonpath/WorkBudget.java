package dev.pokebatch.gateway.jsonpath;

/**
 * What an evaluation may still cost, in steps: about one for each node visited or value compared,
 * more for long texts and large regular expressions. May be shared by several evaluations, one
 * after the other. Belongs to one thread.
 */
public final class WorkBudget {

  /** How many characters are compared or counted in about the time of one visit. */
  private static final int CHARACTERS = 64;

  private final long most;
  private long left;

  /** Work of at most that many steps. */
  public WorkBudget(long most) {
    this.most = most;
    this.left = most;
  }

  /** How many steps are left. */
  public long left() {
    return left;
  }

  /**
   * Spends one step.
   *
   * @throws WorkLimitExceeded if none is left
   */
  void step() {
    spend(1);
  }

  /** Spends what it takes to read a text from its start to its end. */
  void read(String text) {
    spend(1 + text.length() / CHARACTERS);
  }

  /**
   * Spends so many steps.
   *
   * @throws WorkLimitExceeded if fewer are left; then none are
   */
  public void spend(long steps) {
    if (steps > left) {
      left = 0;
      throw new WorkLimitExceeded("takes more than " + most + " steps on this document");
    }
    left -= steps;
  }
}
