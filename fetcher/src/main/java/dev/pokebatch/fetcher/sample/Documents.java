package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Target.Document;
import dev.pokebatch.fetcher.sample.Target.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes whatever a target asks for, below one base URL. Immutable, for any thread. */
final class Documents {
  private final String baseUrl;
  private final Facts facts;
  private final Map<String, Resource> resources = new LinkedHashMap<>();

  Documents(Facts facts, String baseUrl, SampleConfig config) {
    this.baseUrl = baseUrl;
    this.facts = facts;
    var moves = new MoveSegments(facts, baseUrl, config.documentKb());
    for (var resource :
        List.of(
            new EvolutionChainResource(facts),
            new PokemonResource(facts, config.documents(), moves),
            new SpeciesResource(facts),
            new TypeResource(facts, config.documents()))) {
      resources.put(resource.path(), resource);
    }
  }

  Map<String, Resource> resources() {
    return resources;
  }

  /**
   * Writes a document.
   *
   * @param target one that is not refused
   */
  Draft write(Target target) {
    try {
      var out = new DocumentWriter(baseUrl, facts.vocabulary());
      if (target instanceof Document document) {
        document.resource().write(document.id(), out);
      } else if (target instanceof Page page) {
        page(page, out);
      } else if (target instanceof Target.Index) {
        index(out);
      } else {
        out.json().writeStartArray();
        out.json().writeEndArray();
      }
      return out.finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void index(DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeStartObject();
    for (var resource : resources.keySet()) {
      json.writeStringField(resource, out.url(resource + "/"));
    }
    json.writeEndObject();
  }

  private static void page(Page page, DocumentWriter out) throws IOException {
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
    for (var place = page.offset(); place < end; place++) {
      var id = resource.idAt(place);
      out.link(resource.path(), id, resource.nameOf(id));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void link(String field, int offset, Page page, DocumentWriter out)
      throws IOException {
    if (offset < 0) {
      out.json().writeNullField(field);
    } else {
      var query = "?offset=" + offset + "&limit=" + page.limit();
      out.json().writeStringField(field, out.url(page.resource().path() + query));
    }
  }
}
