package dev.pokebatch.gateway;

import dev.pokebatch.gateway.testing.StoreDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs over HTTP, on both databases. */
@Execution(ExecutionMode.CONCURRENT)
class JobsTest {

  @Nested
  class LifeOnSqlite extends JobLifeContract {
    LifeOnSqlite() {
      super(StoreDatabase.SQLITE);
    }
  }

  @Nested
  class LifeOnPostgres extends JobLifeContract {
    LifeOnPostgres() {
      super(StoreDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ReadingOnSqlite extends JobReadingContract {
    ReadingOnSqlite() {
      super(StoreDatabase.SQLITE);
    }
  }

  @Nested
  class ReadingOnPostgres extends JobReadingContract {
    ReadingOnPostgres() {
      super(StoreDatabase.POSTGRESQL);
    }
  }
}
