package dev.pokebatch.fetcher.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON of PokéAPI's habits: named references everywhere, links below one base URL. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;
  private final String base;

  private Json(JsonGenerator out, String base) {
    this.out = out;
    this.base = base;
  }

  /** The bytes of what is written, an object. */
  static byte[] object(String base, int expected, Content content) {
    var bytes = new ByteArrayOutputStream(expected);
    try (var out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      content.write(new Json(out, base));
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  Json put(String name, int value) throws IOException {
    out.writeNumberField(name, value);
    return this;
  }

  Json put(String name, boolean value) throws IOException {
    out.writeBooleanField(name, value);
    return this;
  }

  Json put(String name, @Nullable String value) throws IOException {
    out.writeStringField(name, value);
    return this;
  }

  Json putNull(String name) throws IOException {
    out.writeNullField(name);
    return this;
  }

  /** A member that is an object. */
  Json object(String name, Content content) throws IOException {
    out.writeFieldName(name);
    return element(content);
  }

  /** An element that is an object. */
  Json element(Content content) throws IOException {
    out.writeStartObject();
    content.write(this);
    out.writeEndObject();
    return this;
  }

  /** A member that is an array of objects, one for each value. */
  <T> Json array(String name, List<T> values, Element<T> element) throws IOException {
    out.writeArrayFieldStart(name);
    for (var value : values) {
      out.writeStartObject();
      element.write(this, value);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  Json emptyArray(String name) throws IOException {
    return array(name, List.of(), (json, none) -> {});
  }

  /** A member that names another document. */
  Json ref(String name, String resource, Ref to) throws IOException {
    return object(name, json -> json.refMembers(resource, to));
  }

  /** The members of a named reference. */
  void refMembers(String resource, Ref to) throws IOException {
    put("name", to.name()).put("url", url(resource, to.id()));
  }

  String url(String resource, int id) {
    return base + "/" + resource + "/" + id + "/";
  }

  String page(String resource, int offset, int limit) {
    return base + "/" + resource + "/?offset=" + offset + "&limit=" + limit;
  }

  /** Writes members. */
  interface Content {
    void write(Json json) throws IOException;
  }

  /** Writes the members of one value. */
  interface Element<T> {
    void write(Json json, T value) throws IOException;
  }
}
