package dev.pokebatch.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StoreContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gateways that share a database share the quotas of their clients. */
class QuotaSharingTest extends StoreContract {

  private static final long MOST = 1_000; // in a day, so that nothing comes back during the test
  private static final QuotaLimits LIMITS =
      new QuotaLimits(Map.of(Quota.BYTES_PER_DAY, MOST, Quota.BATCHES, 2L));

  /** The accounts of a gateway. */
  private static final class Gateway {
    private final QuotaAccounts accounts = new QuotaAccounts(LIMITS, System::nanoTime);
    private QuotaSharing sharing;

    private Gateway(Database database) {
      sharing = new QuotaSharing(accounts, database);
    }

    private QuotaAccount account() {
      return accounts.of(new ClientId("key:ash"), QuotaLimits.NONE);
    }

    private long left() {
      return account().states().get(0).left();
    }

    private void spend(long bytes) {
      account().spend(QuotaRate.BYTES, bytes);
    }

    private void share() throws Exception {
      await(sharing.share().mapEmpty());
    }
  }

  @Test
  void whatIsUsedAtOneGatewayIsMissingAtTheOthers() throws Exception {
    var one = new Gateway(database);
    var two = new Gateway(database);
    one.spend(600);
    one.share();
    two.spend(100);
    two.share();
    one.account();
    one.share();
    assertThat(one.left()).isBetween(300L, 301L);
    assertThat(two.left()).isBetween(300L, 301L);

    for (var i = 0; i < 20; i++) { // nothing is counted twice
      one.share();
      two.account();
      two.share();
    }
    assertThat(one.left()).isBetween(300L, 301L);
    assertThat(two.left()).isBetween(300L, 301L);
  }

  @Test
  void whatBothHaveGivenAtTheSameTimeBecomesADebt() throws Exception {
    var one = new Gateway(database);
    var two = new Gateway(database);
    one.spend(MOST);
    two.spend(MOST);
    one.share();
    two.share();

    assertThat(two.account().states().get(0).resetS()).isBetween(2 * 86_400L - 90, 2 * 86_400L);
  }

  @Test
  void aGatewayThatStartsKnowsWhatWasUsedBefore() throws Exception {
    var before = new Gateway(database);
    before.spend(600);
    before.share();
    var after = new Gateway(database);
    assertThat(after.left()).isEqualTo(MOST);
    after.share();

    assertThat(after.left()).isBetween(400L, 401L);
  }

  @Test
  void batchesAtOnceAreCountedAtAllGateways() throws Exception {
    var one = new Gateway(database);
    var two = new Gateway(database);
    one.account().take(Quota.BATCHES);
    one.account().take(Quota.BATCHES);
    one.share();
    two.account();
    two.share();
    assertThatThrownBy(() -> two.account().take(Quota.BATCHES))
        .isInstanceOf(ProblemException.class);

    one.account().release(Quota.BATCHES);
    one.account().release(Quota.BATCHES);
    one.share();
    two.account();
    two.share();
    assertThatCode(() -> two.account().take(Quota.BATCHES)).doesNotThrowAnyException();
  }

  @Test
  void whatCouldNotBeSharedIsSharedLater() throws Exception {
    var one = new Gateway(database);
    one.sharing = new QuotaSharing(one.accounts, Database.none("it is away"));
    one.spend(600);
    assertThatThrownBy(one::share).isInstanceOf(Exception.class);
    assertThat(one.left()).isEqualTo(400);
    one.sharing = new QuotaSharing(one.accounts, database);
    one.share();
    var two = new Gateway(database);
    two.account();
    two.share();

    assertThat(two.left()).isBetween(400L, 401L);
  }
}
