package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;

/**
 * A lane of a fetcher, as known from its last announcement. Anybody who reaches the event bus can
 * publish an announcement, so a lane counts only when it has confirmed the first one: only a member
 * of the cluster receives what is sent to the lane's address. Confined to one event loop.
 */
final class MemberLane {

  private int queued;
  private boolean leaving;
  private int missed;
  private boolean asked;
  private boolean confirmed;

  /** Records an announcement, which replaces the earlier ones, forged ones too. */
  void heard(Announcement announcement) {
    queued = announcement.queued();
    leaving = announcement.leaving();
    missed = 0;
  }

  /** The lane has replied to a request. */
  void replied() {
    missed = 0;
  }

  /** Whether to ask the lane now to confirm its announcement; it counts as asked from then on. */
  boolean startsConfirmation() {
    var starts = !confirmed && !asked;
    asked |= starts;
    return starts;
  }

  /** The lane has confirmed its announcement, or has not; then it is asked again. */
  void confirmationEnded(boolean success) {
    asked = false;
    confirmed |= success;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  /** The lane has replied that it accepts no requests. */
  void leaves() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Whether requests queue in the lane because the upstream is busy. */
  boolean isSaturated() {
    return queued > 0;
  }

  /** The interval of announcements has passed once. */
  void tick() {
    missed++;
  }

  /** How many announcements in a row were missed. */
  int missed() {
    return missed;
  }
}
