package dev.pokebatch.gateway.store.job;

import static dev.pokebatch.gateway.outcome.OutcomeKind.FAILED;
import static dev.pokebatch.gateway.outcome.OutcomeKind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultTableTest extends StoreContract {

  private static final PageSize TWO = new PageSize(2, 1 << 20);

  @Test
  void aResultIsReadAsItWasWritten() throws Exception {
    var result = result(7, 3, SUCCEEDED, 5_000);
    append(running("j", "owner"), result);

    assertThat(bySeq(ResultFilter.ALL, TWO)).containsExactly(new ResultRow.Numbered(1, result));
    assertThat(inOrder(DocumentCursor.START, ResultFilter.ALL, TWO))
        .containsExactly(new ResultRow.Numbered(1, result));
  }

  @Test
  void pagesByNumberMissNothing() throws Exception {
    append(
        running("j", "owner"),
        result(2, 0, SUCCEEDED),
        result(0, 0, FAILED),
        result(1, 1, SUCCEEDED),
        result(1, 0, SUCCEEDED),
        result(3, ResultRow.STEP, FAILED));

    assertThat(bySeq(ResultFilter.ALL, TWO))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(1L, 2L);
    assertThat(bySeq(ResultFilter.ALL.after(2), TWO))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(3L, 4L);
    assertThat(bySeq(ResultFilter.ALL.after(4), TWO))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(5L);
    assertThat(bySeq(ResultFilter.ALL.after(5), TWO)).isEmpty();
    assertThat(bySeq(ResultFilter.ALL.after(1).upTo(2), TWO))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(2L);
  }

  @Test
  void pagesInRequestOrderMissNothing() throws Exception {
    append(
        running("j", "owner"),
        result(2, 0, SUCCEEDED),
        result(0, 0, FAILED),
        result(1, 10, SUCCEEDED),
        result(1, 9, SUCCEEDED),
        result(3, ResultRow.STEP, FAILED));

    var seen = new ArrayList<Long>();
    var cursor = DocumentCursor.START;
    for (var page = inOrder(cursor, ResultFilter.ALL, TWO);
        !page.isEmpty();
        page = inOrder(cursor, ResultFilter.ALL, TWO)) {
      page.forEach(numbered -> seen.add(numbered.seq()));
      cursor = DocumentCursor.after(page.get(page.size() - 1).result());
    }

    assertThat(seen).containsExactly(2L, 4L, 3L, 1L, 5L);
  }

  @Test
  void aFilterLeavesOutOtherOutcomesAndOtherNumbers() throws Exception {
    append(
        running("j", "owner"),
        result(2, 0, SUCCEEDED),
        result(1, 0, FAILED),
        result(0, 1, SUCCEEDED),
        result(0, 0, FAILED));

    assertThat(bySeq(ResultFilter.ALL.outcomes(FAILED), TWO))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(2L, 4L);
    assertThat(bySeq(new ResultFilter(0, 9, Set.of()), TWO)).isEmpty();
  }

  @Test
  void inRequestOrderWhatAFilterLeavesOutIsThereWithoutItsMembers() throws Exception {
    append(
        running("j", "owner"),
        result(2, 0, SUCCEEDED),
        result(1, 0, FAILED),
        result(0, 1, SUCCEEDED),
        result(0, 0, FAILED));
    var filter = ResultFilter.ALL.outcomes(FAILED).after(1).upTo(3);

    var page = inOrder(DocumentCursor.START, filter, new PageSize(9, 1 << 20));

    assertThat(page).extracting(ResultRow.Numbered::seq).containsExactly(3L, 2L, 1L);
    assertThat(page)
        .extracting(row -> row.result().outcome())
        .containsExactly(SUCCEEDED, FAILED, SUCCEEDED);
    assertThat(page).filteredOn(filter::matches).containsExactly(page.get(1));
    assertThat(page)
        .extracting(row -> row.result().members().length())
        .containsExactly(0, result(1, 0, FAILED).members().length(), 0);
  }

  @Test
  void whatAFilterLeavesOutTakesNoRoomOnAPage() throws Exception {
    append(
        running("j", "owner"),
        result(0, 0, SUCCEEDED, 900),
        result(0, 1, FAILED, 900),
        result(0, 2, SUCCEEDED, 900),
        result(0, 3, FAILED, 900));
    var failed = ResultFilter.ALL.outcomes(FAILED);

    assertThat(inOrder(DocumentCursor.START, failed, new PageSize(9, 1_000)))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPageHasNoMoreBytesThanAsked() throws Exception {
    append(
        running("j", "owner"),
        result(0, 0, SUCCEEDED, 400),
        result(0, 1, SUCCEEDED, 400),
        result(0, 2, SUCCEEDED, 400),
        result(0, 3, SUCCEEDED, 5_000),
        result(0, 4, SUCCEEDED, 400));
    var kilobyte = new PageSize(100, 1_000);

    assertThat(bySeq(ResultFilter.ALL, kilobyte)).hasSize(2);
    assertThat(bySeq(ResultFilter.ALL.after(2), kilobyte)).hasSize(1);
    assertThat(bySeq(ResultFilter.ALL.after(3), kilobyte))
        .extracting(ResultRow.Numbered::seq)
        .containsExactly(4L);
    assertThat(inOrder(DocumentCursor.START, ResultFilter.ALL, kilobyte)).hasSize(2);
    assertThat(inOrder(new DocumentCursor(0, 2), ResultFilter.ALL, kilobyte)).hasSize(1);
    assertThat(inOrder(new DocumentCursor(0, 3), ResultFilter.ALL, kilobyte)).hasSize(1);
  }

  @Test
  void jobsDoNotSeeEachOthersResults() throws Exception {
    append(running("j", "owner"), result(0, 0, SUCCEEDED));
    append(running("other", "owner"), result(0, 0, FAILED), result(0, 1, FAILED));

    assertThat(bySeq(ResultFilter.ALL, TWO)).hasSize(1);
    assertThat(inOrder(DocumentCursor.START, ResultFilter.ALL, TWO)).hasSize(1);
  }

  private List<ResultRow.Numbered> bySeq(ResultFilter filter, PageSize size) throws Exception {
    return read(tx -> new ResultTable(tx).bySeq("j", filter, size));
  }

  private List<ResultRow.Numbered> inOrder(DocumentCursor after, ResultFilter filter, PageSize size)
      throws Exception {
    return read(tx -> new ResultTable(tx).inRequestOrder("j", after, filter, size));
  }
}
