package dev.pokebatch.gateway.store.job;

import static dev.pokebatch.gateway.outcome.OutcomeKind.CANCELLED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.FAILED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.StoreContract;
import dev.pokebatch.gateway.store.job.ResumptionTable.RecordedOutcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionTableTest extends StoreContract {

  @Test
  void whatWasRecordedIsToldInPages() throws Exception {
    append(
        running("j", "owner"),
        result(1, 0, SUCCEEDED),
        result(0, 0, FAILED),
        result(2, -1, CANCELLED));

    var first = recorded(DocumentCursor.START);
    assertThat(first)
        .containsExactly(new RecordedOutcome(0, 0, FAILED), new RecordedOutcome(1, 0, SUCCEEDED));
    assertThat(recorded(first.get(1).cursor()))
        .containsExactly(new RecordedOutcome(2, -1, CANCELLED));
  }

  private List<RecordedOutcome> recorded(DocumentCursor after) throws Exception {
    return read(tx -> new ResumptionTable(tx).recordedOutcomes("j", after, 2));
  }

  @Test
  void aRetryIsSparedWhatEarlierJobsHaveGot() throws Exception {
    var first = running("first", "owner");
    append(first, result(0, 0, SUCCEEDED), result(0, 1, FAILED), result(0, 2, CANCELLED));
    var resolutions =
        List.of(
            new ResolutionRow(0, Buffer.buffer("[1]")), new ResolutionRow(4, Buffer.buffer("[2]")));
    write(tx -> new LeaseTable(tx).append(first, new JobProgress(List.of(), resolutions, 3, "{}")));
    end(first, NOW + HOUR);
    carry("second", "first");
    var second = claim("owner", NOW, 1).get(0).lease();
    append(second, result(0, 1, SUCCEEDED), result(0, 2, FAILED));
    end(second, NOW + HOUR);
    carry("third", "second");

    assertThat(find("third").usage()).isEqualTo("{\"of\":\"second\"}");
    assertThat(carried("second")).containsExactly(new DocumentCursor(0, 0));
    assertThat(carried("third"))
        .containsExactly(new DocumentCursor(0, 0), new DocumentCursor(0, 1));
    assertThat(all(tx -> new ResumptionTable(tx).resolutions("third", -1, 9)))
        .isEqualTo(resolutions);
    assertThat(all(tx -> new ResumptionTable(tx).resolutions("third", 0, 9)))
        .isEqualTo(resolutions.subList(1, 2));
  }

  private void carry(String newJob, String oldJob) throws Exception {
    write(
        tx -> {
          new JobTable(tx).insert(job(newJob, NOW));
          new ResumptionTable(tx).copyProgress(newJob, oldJob, "{\"of\":\"" + oldJob + "\"}");
          return newJob;
        });
  }

  private List<DocumentCursor> carried(String jobId) throws Exception {
    return read(
        tx -> new ResumptionTable(tx).fetchedByRetriedJob(jobId, DocumentCursor.START, 100));
  }
}
