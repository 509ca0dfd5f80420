package dev.pokebatch.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Writes one document: JSON with PokéAPI's links and the position of shared parts, or a copy. */
final class DocumentWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(24 * 1024);
  private final JsonGenerator json;
  private final String baseUrl;
  private final Vocabulary vocabulary;
  private List<CompressedSegment> shared = List.of();
  private int splice = -1;

  /**
   * @param baseUrl base URL of links, without a slash at the end
   */
  DocumentWriter(String baseUrl, Vocabulary vocabulary) throws IOException {
    this.baseUrl = baseUrl;
    this.vocabulary = vocabulary;
    this.json = JSON.createGenerator(bytes);
  }

  JsonGenerator json() {
    return json;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** {@code BASE/resource/id/}. */
  String url(String resource, int id) {
    return baseUrl + "/" + resource + "/" + id + "/";
  }

  /** {@code BASE/text}. */
  String url(String text) {
    return baseUrl + "/" + text;
  }

  /** Writes a link as a member: {@code "field":{"name":...,"url":...}}; null for an empty name. */
  void link(String field, String resource, String name) throws IOException {
    json.writeFieldName(field);
    link(resource, name);
  }

  /** Writes a link as a value; null for an empty name and for a dash. */
  void link(String resource, String name) throws IOException {
    if (name.isEmpty() || name.equals("-")) {
      json.writeNull();
    } else {
      link(resource, vocabulary.id(resource, name), name);
    }
  }

  /** Writes a link with a given id; omits an empty name. */
  void link(String resource, int id, String name) throws IOException {
    json.writeStartObject();
    if (!name.isEmpty()) {
      json.writeStringField("name", name);
    }
    json.writeStringField("url", url(resource, id));
    json.writeEndObject();
  }

  /** Writes an array of links as a member. */
  void links(String field, String resource, List<String> names) throws IOException {
    json.writeArrayFieldStart(field);
    for (var name : names) {
      link(resource, name);
    }
    json.writeEndArray();
  }

  /** Inserts shared parts at the start of an array; each ends with a comma. */
  void splice(List<CompressedSegment> parts) throws IOException {
    json.flush();
    splice = bytes.size();
    shared = parts;
  }

  /** Copies a whole document; nothing else may be written. */
  void copy(byte[] document) {
    bytes.writeBytes(document);
  }

  /** Ends the document. */
  Draft finish() throws IOException {
    json.close();
    var all = bytes.toByteArray();
    return splice < 0
        ? new Draft(all, List.of(), new byte[0])
        : new Draft(
            Arrays.copyOf(all, splice), shared, Arrays.copyOfRange(all, splice, all.length));
  }
}
