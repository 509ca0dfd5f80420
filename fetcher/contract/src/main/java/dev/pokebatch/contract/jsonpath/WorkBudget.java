package dev.pokebatch.contract.jsonpath;

/**
 * The work that evaluations may still do, in steps: about one step for each visited node or
 * compared value, more for long texts and large regular expressions. Several evaluations may share
 * a budget, one after the other. Not safe for several threads at the same time.
 */
public final class WorkBudget {

  /** The characters that are compared or counted in the time of visiting one node, about. */
  public static final int CHARACTERS = 64;

  private final long most;
  private long left;

  /** A budget of this many steps. */
  public WorkBudget(long most) {
    this.most = most;
    this.left = most;
  }

  /** Returns the number of steps that are left. */
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

  /** Spends the steps of reading a text. */
  void read(String text) {
    spend(1 + text.length() / CHARACTERS);
  }

  /**
   * Spends steps.
   *
   * @throws WorkLimitExceeded if fewer are left; afterwards none are left
   */
  public void spend(long steps) {
    if (steps > left) {
      left = 0;
      throw new WorkLimitExceeded("takes more than " + most + " steps on this document");
    }
    left -= steps;
  }
}
