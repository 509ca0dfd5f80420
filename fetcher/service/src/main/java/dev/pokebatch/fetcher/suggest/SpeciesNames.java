package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches every species once, so that their names in all languages are known. Takes its turn among
 * the clients, a few documents at a time. Confined to one event loop.
 */
public final class SpeciesNames {

  private static final Logger LOG = LoggerFactory.getLogger(SpeciesNames.class);

  private static final String SPECIES = "pokemon-species";
  private static final String CLIENT = "names of species";
  private static final int CONCURRENCY = 4;
  private static final int WHOLE = 100_000;
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(30).toMillis());
  private static final long RETRY_MS = Duration.ofMinutes(1).toMillis();

  private final Fetch documents;
  private final FieldLookup lookup;
  private final Scheduler time;
  private int failed;

  /**
   * @param documents fetches documents, and learns their names
   * @param projector projects them
   */
  public SpeciesNames(Fetch documents, Projector projector, Scheduler time) {
    this.documents = documents;
    this.lookup = new FieldLookup(documents, projector);
    this.time = time;
  }

  /**
   * Fetches them. If their list cannot be had, tries again every minute; a species that cannot be
   * had is left out.
   *
   * @return completes when each has been tried; never fails
   */
  public Future<Void> load() {
    var list = DocumentPath.page(SPECIES, WHOLE, 0);
    return lookup
        .get(list, NameList.FIELDS, TransportKind.NON_BLOCKING)
        .map(NameList::of)
        .onFailure(cause -> time.after(RETRY_MS, this::load))
        .compose(this::load)
        .otherwiseEmpty();
  }

  private Future<Void> load(NameList list) {
    var names = list.names().iterator();
    var chains = IntStream.range(0, CONCURRENCY).mapToObj(i -> next(names)).toList();
    return Future.join(chains)
        .onSuccess(all -> LOG.info("names of {} species loaded", list.names().size() - failed))
        .mapEmpty();
  }

  private Future<Void> next(Iterator<String> names) {
    if (!names.hasNext()) {
      return Future.succeededFuture();
    }
    var path = new DocumentPath(SPECIES, names.next());
    var call =
        new FetchCall(
                path, LocalizedKeys.NAMES, TransportKind.NON_BLOCKING, BUDGET, new CancelSignal())
            .ofClient(CLIENT);
    return documents.get(call).onFailure(cause -> failed++).transform(done -> next(names));
  }
}
