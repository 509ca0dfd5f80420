package dev.pokebatch.sample;

import dev.pokebatch.sample.SampleTarget.DocumentTarget;
import dev.pokebatch.sample.SampleTarget.Encounters;
import dev.pokebatch.sample.SampleTarget.Meta;
import dev.pokebatch.sample.SampleTarget.PageTarget;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the document of a target: those of resources, and the index and the lists, which name only
 * documents that exist. Immutable and thread-safe.
 */
final class Documents {
  private final String baseUrl;
  private final Vocabulary vocabulary;
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  /**
   * @param baseUrl base URL of links, without a slash at the end
   * @param vocabulary names that the resources link to
   * @param resources in the order of the index
   */
  private Documents(String baseUrl, Vocabulary vocabulary, List<? extends Resource> resources) {
    this.baseUrl = baseUrl;
    this.vocabulary = vocabulary;
    resources.forEach(resource -> this.resources.put(resource.path(), resource));
  }

  /** Documents that are written on request, from facts. */
  static Documents written(Facts facts, String baseUrl, SampleConfig config) {
    var moves = new SharedMoves(facts, baseUrl, config.documentKb());
    return new Documents(
        baseUrl,
        facts.vocabulary(),
        List.of(
            new EvolutionChainResource(facts),
            new PokemonResource(facts, config.documents(), moves),
            new SpeciesResource(facts),
            new TypeResource(facts, config.documents())));
  }

  /** Documents of a folder. Links name no host, like those inside the documents. */
  static Documents stored(DataFolder data) throws IOException {
    return new Documents(
        TargetParser.ROOT, new Vocabulary(List.of()), StoredResource.all(data.root()));
  }

  Map<String, Resource> resources() {
    return resources;
  }

  /**
   * Writes a document. May read a file, so it must not run on an event loop.
   *
   * @param target a target that is not refused
   */
  Draft write(SampleTarget target) throws IOException {
    var out = new DocumentWriter(baseUrl, vocabulary);
    if (target instanceof DocumentTarget document) {
      document.resource().write(document.id(), out);
    } else if (target instanceof Encounters encounters) {
      encounters.resource().writeEncounters(encounters.id(), out);
    } else if (target instanceof PageTarget page) {
      page(page, out);
    } else if (target instanceof Meta meta) {
      meta(meta, out);
    } else {
      index(out);
    }
    return out.finish();
  }

  private static void meta(Meta meta, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeStartObject();
    json.writeStringField("deploy_date", "2026-01-01T00:00:00Z");
    json.writeStringField("hash", meta.hash());
    json.writeStringField("tag", "sample");
    json.writeEndObject();
  }

  private void index(DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeStartObject();
    for (var resource : resources.keySet()) {
      json.writeStringField(resource, out.url(resource + "/"));
    }
    json.writeEndObject();
  }

  private static void page(PageTarget page, DocumentWriter out) throws IOException {
    var resource = page.resource();
    var size = resource.size();
    var end = (int) Math.min(size, (long) page.offset() + page.limit());
    var json = out.json();
    json.writeStartObject();
    json.writeNumberField("count", size);
    link("next", end < size ? end : -1, page, out);
    var before = Math.max(0, page.offset() - page.limit());
    link("previous", page.offset() > 0 ? before : -1, page, out);
    json.writeArrayFieldStart("results");
    for (var index = page.offset(); index < end; index++) {
      var id = resource.idAt(index);
      out.link(resource.path(), id, resource.nameOf(id));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void link(String field, int offset, PageTarget page, DocumentWriter out)
      throws IOException {
    if (offset < 0) {
      out.json().writeNullField(field);
    } else {
      var query = "?offset=" + offset + "&limit=" + page.limit();
      out.json().writeStringField(field, out.url(page.resource().path() + query));
    }
  }
}
