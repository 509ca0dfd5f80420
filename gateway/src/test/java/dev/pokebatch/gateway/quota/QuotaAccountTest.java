package dev.pokebatch.gateway.quota;

import static dev.pokebatch.gateway.quota.Quota.BATCHES;
import static dev.pokebatch.gateway.quota.Quota.BYTES_PER_DAY;
import static dev.pokebatch.gateway.quota.Quota.DOCUMENTS_PER_MINUTE;
import static dev.pokebatch.gateway.quota.Quota.REQUESTS_PER_SECOND;
import static dev.pokebatch.gateway.quota.Quota.REQUEST_BURST;
import static dev.pokebatch.gateway.quota.Quota.WORK_PER_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a client has left of its quotas, as time goes by. */
class QuotaAccountTest {

  private static final ClientId ASH = new ClientId("key:ash");
  private static final Set<QuotaRate> DOCUMENTS = Set.of(QuotaRate.DOCUMENTS);

  private final AtomicLong clock = new AtomicLong(1_000_000);
  private final QuotaAccounts accounts = new QuotaAccounts(QuotaLimits.NONE, clock::get);

  private QuotaAccount account(Map<Quota, Long> limits) {
    return accounts.of(ASH, new QuotaLimits(limits));
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private static Problem refusal(QuotaAccount account) {
    try {
      account.takeRequest();
      throw new AssertionError("not refused");
    } catch (ProblemException refused) {
      return refused.problem();
    }
  }

  @Test
  void requestsComeBackOneByOne() {
    var account = account(Map.of(REQUESTS_PER_SECOND, 2L, REQUEST_BURST, 5L));
    for (var i = 0; i < 5; i++) {
      account.takeRequest();
    }

    var refused = refusal(account);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    assertThat(refused.toJson().encode())
        .contains("\"violated-policies\":[\"requests\"],\"max\":5,\"retryAfterMs\":500");
    pass(Duration.ofMillis(499));
    refusal(account);
    pass(Duration.ofMillis(1));
    account.takeRequest();
    refusal(account);
  }

  @Test
  void theHeadersSayWhatThereIsAndWhatIsLeft() {
    var account =
        account(
            Map.of(
                REQUESTS_PER_SECOND,
                10L,
                REQUEST_BURST,
                100L,
                BYTES_PER_DAY,
                86_400L,
                BATCHES,
                3L));
    for (var i = 0; i < 45; i++) {
      account.takeRequest();
    }
    account.spend(QuotaRate.BYTES, 86_500);
    account.take(BATCHES);

    assertThat(RateLimitFields.policy(account.states()))
        .isEqualTo(
            "\"requests\";q=100;w=10, \"bytes\";q=86400;qu=\"content-bytes\";w=86400,"
                + " \"batches\";q=3;qu=\"concurrent-requests\"");
    assertThat(RateLimitFields.state(account.states()))
        .isEqualTo("\"requests\";r=55;t=5, \"bytes\";r=0;t=86500, \"batches\";r=2");
  }

  @Test
  void aDebtIsPaidBeforeMoreIsAllowed() {
    var account = account(Map.of(DOCUMENTS_PER_MINUTE, 60L));
    account.spend(QuotaRate.DOCUMENTS, 59);
    assertThat(account.exhausted(DOCUMENTS)).isNull();
    account.spend(QuotaRate.DOCUMENTS, 11); // ten more than there are

    var refused = Objects.requireNonNull(account.exhausted(DOCUMENTS));
    assertThat(refused.headers()).containsEntry("Retry-After", "11");
    pass(Duration.ofSeconds(10));
    assertThat(account.exhausted(DOCUMENTS)).isNotNull();
    pass(Duration.ofSeconds(1));
    assertThat(account.exhausted(DOCUMENTS)).isNull();
  }

  @Test
  void aPermitIsFreeAgainAfterItsRelease() {
    var account = account(Map.of(BATCHES, 2L));
    account.take(BATCHES);
    assertThatCode(() -> account.checkFree(BATCHES)).doesNotThrowAnyException();
    account.take(BATCHES);

    assertThatThrownBy(() -> account.checkFree(BATCHES)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> account.take(BATCHES)).isInstanceOf(ProblemException.class);
    account.release(BATCHES);
    assertThatCode(() -> account.take(BATCHES)).doesNotThrowAnyException();
  }

  @Test
  void otherLimitsDoNotGiveBackWhatIsUsed() {
    account(Map.of(DOCUMENTS_PER_MINUTE, 100L)).spend(QuotaRate.DOCUMENTS, 70);

    assertThat(left(account(Map.of(DOCUMENTS_PER_MINUTE, 20L)))).isEqualTo(20);
    assertThat(left(account(Map.of(DOCUMENTS_PER_MINUTE, 100L)))).isEqualTo(20);
    pass(Duration.ofMinutes(1));
    assertThat(left(account(Map.of(DOCUMENTS_PER_MINUTE, 100L)))).isEqualTo(100);
  }

  private static long left(QuotaAccount account) {
    return account.states().get(0).left();
  }

  @Test
  void aKeyOverridesTheUsualQuotas() {
    var usual = Map.of(DOCUMENTS_PER_MINUTE, 100L, WORK_PER_MINUTE, 1_000L);
    var all = new QuotaAccounts(new QuotaLimits(usual), clock::get);

    var own = all.of(ASH, new QuotaLimits(Map.of(DOCUMENTS_PER_MINUTE, 0L, BATCHES, 4L)));
    assertThat(own.limits().toJson().encode())
        .isEqualTo("{\"batches\":4,\"documentsPerMinute\":0,\"workPerMinute\":1000}");
    assertThat(own.states()).extracting(QuotaState::name).containsExactly("work", "batches");
    var none = new QuotaLimits(Map.of(DOCUMENTS_PER_MINUTE, 0L, WORK_PER_MINUTE, 0L));
    assertThat(all.of(ASH, none)).isSameAs(QuotaAccount.UNLIMITED);
  }

  @Test
  void documentsBytesAndVisitedNodesHavePrices() {
    var account = account(Map.of(WORK_PER_MINUTE, 1_000L));
    var spending = Spending.ofJob(account);
    spending.replied(1, true, 10_241);
    spending.replied(1, false, 0);
    spending.visited(101);

    assertThat(left(account)).isEqualTo(1_000 - 10 - 11 - 2);
  }

  @Test
  void anAccountIsForgottenWhenAllIsLeft() {
    var account = account(Map.of(DOCUMENTS_PER_MINUTE, 60L));
    account.spend(QuotaRate.DOCUMENTS, 30);
    pass(Duration.ofSeconds(29));
    accounts.forgetUnused(false);
    assertThat(account(Map.of(DOCUMENTS_PER_MINUTE, 60L))).isSameAs(account);
    pass(Duration.ofSeconds(1));
    accounts.forgetUnused(false);
    assertThat(account(Map.of(DOCUMENTS_PER_MINUTE, 60L))).isNotSameAs(account);
  }
}
