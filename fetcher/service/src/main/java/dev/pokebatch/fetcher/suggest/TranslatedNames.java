package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The names of documents in other languages, as far as the process has seen them: {@code bisasam}
 * is the German name of {@code bulbasaur}. A species' names are also those of its default variety
 * among the Pokémon. When its memory is full, it learns no more. Shared by all lanes; thread-safe.
 */
public final class TranslatedNames {

  private static final String SPECIES = "pokemon-species";
  private static final String POKEMON = "pokemon";

  /** Documents that names are read of; PokéAPI has about 10,000 besides its Pokémon. */
  private static final int MOST_DOCUMENTS = 20_000;

  /** About what a name takes beside its characters, in bytes. */
  private static final int BYTES_A_NAME = 120;

  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Set<DocumentPath> seen = ConcurrentHashMap.newKeySet();

  /** The key of a document by {@code resource/name}, sorted, so that near names are neighbours. */
  private final ConcurrentSkipListMap<String, String> keys = new ConcurrentSkipListMap<>();

  /**
   * @param maxBytes about the most memory that it takes
   */
  public TranslatedNames(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns whether the document may have names that are not known yet; true once for each path.
   * Pokémon have none: their species have.
   */
  boolean claim(DocumentPath path) {
    return !path.resource().equals(POKEMON)
        && path.isDocument()
        && path.isOwner()
        && !seen.contains(path)
        && seen.size() < MOST_DOCUMENTS
        && seen.add(path);
  }

  /**
   * Adds the names of a document.
   *
   * @param document its {@code name}, {@code names} and {@code varieties}
   */
  void learn(String resource, JsonObject document) {
    if (!(document.getValue("name") instanceof String key)
        || !DocumentPath.isSegment(key)
        || !(document.getValue("names") instanceof JsonArray names)) {
      return;
    }
    var variety = resource.equals(SPECIES) ? SpeciesHint.defaultVariety(document) : "";
    for (var entry : names) {
      if (entry instanceof JsonObject object && object.getValue("name") instanceof String name) {
        var form = form(name);
        add(resource, form, key, key);
        add(POKEMON, form, key, variety);
      }
    }
  }

  private void add(String resource, String form, String english, String key) {
    var isName = !key.isEmpty() && !form.isEmpty() && form.length() <= DocumentPath.MAX_SEGMENT;
    var size = BYTES_A_NAME + 2L * (resource.length() + form.length());
    if (isName && !form.equals(english) && bytes.get() + size <= maxBytes) {
      if (keys.putIfAbsent(resource + "/" + form, key) == null) {
        bytes.addAndGet(size);
      }
    }
  }

  /** Returns the document whose name in another language is the path's key. */
  Optional<DocumentPath> find(DocumentPath path) {
    return path.isDocument()
        ? find(path.resource(), path.key()).map(path::withKey)
        : Optional.empty();
  }

  private Optional<String> find(String resource, String name) {
    return Optional.ofNullable(keys.get(resource + "/" + form(name)));
  }

  /**
   * Returns the document that a text names in another language, if the name has characters that no
   * key has.
   *
   * @param target {@code resource/name}, perhaps with more behind it, as people type it
   */
  public Optional<DocumentPath> path(String target) {
    var slash = target.indexOf('/');
    var end = target.indexOf('/', slash + 1);
    if (slash < 0) {
      return Optional.empty();
    }
    var name = end < 0 ? target.substring(slash + 1) : target.substring(slash + 1, end);
    var rest = end < 0 ? "" : target.substring(end);
    var resource = KeyForm.of(target.substring(0, slash));
    return find(resource, name).flatMap(key -> DocumentPath.parse(resource + "/" + key + rest));
  }

  /** Returns the keys of documents whose names in other languages are near to a text. */
  List<String> near(String resource, String text) {
    var form = form(text);
    if (form.isEmpty()) {
      return List.of();
    }
    // Only names that begin with the same character: a search through all would take milliseconds.
    var start = resource + "/" + Character.toString(form.codePointAt(0));
    var names = new ArrayList<String>();
    for (var name : keys.subMap(start, start + Character.MAX_VALUE).keySet()) {
      names.add(name.substring(resource.length() + 1));
    }
    return NearNames.of(form, names).stream()
        .flatMap(name -> find(resource, name).stream())
        .distinct()
        .toList();
  }

  /**
   * The form in which names are compared: PokéAPI's if the name has only characters of keys in it;
   * else its compatibility composition (NFKC) in lower case.
   */
  private static String form(String name) {
    var key = KeyForm.of(name);
    return DocumentPath.isSegment(key)
        ? key
        : Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
