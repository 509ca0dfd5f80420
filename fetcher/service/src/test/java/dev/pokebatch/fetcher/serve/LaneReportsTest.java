package dev.pokebatch.fetcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Announcement;
import org.junit.jupiter.api.Test;

/** When a process announces itself, and what it says then. */
class LaneReportsTest {

  private final LaneReports reports = new LaneReports("a", "key", 3);

  @Test
  void allLanesTogetherAreOneAnnouncement() {
    assertThat(reports.report(0, 1)).isEmpty();
    assertThat(reports.report(1, 2)).isEmpty();

    assertThat(reports.report(2, 3)).contains(new Announcement("a", "key", 3, 6, false, false));
  }

  @Test
  void aLaneThatHangsSilencesItsProcess() {
    reports.report(0, 0);
    reports.report(1, 0);
    reports.report(2, 0);
    for (var i = 0; i < 10; i++) {
      assertThat(reports.report(0, 0)).isEmpty();
      assertThat(reports.report(2, 0)).isEmpty();
    }

    assertThat(reports.report(1, 7)).map(Announcement::queued).contains(7);
  }

  @Test
  void aProcessIsLeavingFromTheFirstLaneOn() {
    assertThat(reports.leave().leaving()).isTrue();
    assertThat(reports.current().leaving()).isTrue();
  }

  @Test
  void theQueuesOfAllLanesMayBeLongerThanAnAnnouncementCanSay() {
    reports.report(0, Integer.MAX_VALUE);
    reports.report(1, Integer.MAX_VALUE);

    assertThat(reports.current().queued()).isEqualTo(Integer.MAX_VALUE);
  }
}
