package dev.pokebatch.gateway;

import dev.pokebatch.gateway.testing.StoreDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ownership over HTTP, on both databases. */
@Execution(ExecutionMode.CONCURRENT)
class OwnershipTest {

  @Nested
  class OnSqlite extends OwnershipContract {
    OnSqlite() {
      super(StoreDatabase.SQLITE);
    }
  }

  @Nested
  class OnPostgres extends OwnershipContract {
    OnPostgres() {
      super(StoreDatabase.POSTGRESQL);
    }
  }
}
