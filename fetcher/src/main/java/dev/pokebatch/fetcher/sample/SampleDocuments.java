package dev.pokebatch.fetcher.sample;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pokebatch.fetcher.sample.Table.Ref;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes documents when they are asked for, and keeps the ones asked for last, gzipped. */
final class SampleDocuments {

  private static final long KEPT_BYTES = 256L << 20;

  private final SampleConfig config;
  private final String base;
  private final Listings listings;
  private final Map<String, Map<String, Integer>> idsByName = new HashMap<>();
  private final Cache<String, Ready> ready =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_BYTES)
          .weigher((String path, Ready document) -> document.gzip.length() + 200)
          .executor(Runnable::run)
          .build();

  SampleDocuments(SampleConfig config, String base) {
    this.config = config;
    this.base = base;
    this.listings = new Listings(config.documents());
  }

  /** The index of resources. */
  Ready index() {
    return keep("", () -> Listings.index(base));
  }

  /** A page of a resource's list, or null where there is no such resource. */
  @Nullable Ready page(String resource, int offset, int limit) {
    var all = listings.of(resource);
    return all == null ? null : ready(listings.page(base, resource, all, offset, limit));
  }

  /** A document by id or name, or null where there is none. */
  @Nullable Ready document(String resource, String key) {
    var all = listings.of(resource);
    if (all == null) {
      return null;
    }
    var id = id(resource, key, all);
    return id == 0 ? null : keep(resource + "/" + id, () -> write(resource, id));
  }

  private int id(String resource, String key, List<Ref> all) {
    var byName = idsByName.computeIfAbsent(resource, r -> index(r, all));
    return byName.getOrDefault(key, 0);
  }

  private static Map<String, Integer> index(String resource, List<Ref> all) {
    var ids = new HashMap<String, Integer>();
    for (var ref : all) {
      ids.put(String.valueOf(ref.id()), ref.id());
      if (!resource.equals("evolution-chain")) {
        ids.put(ref.name(), ref.id());
      }
    }
    return ids;
  }

  private byte[] write(String resource, int id) {
    return switch (resource) {
      case "pokemon" -> PokemonDocument.write(id, config.documentKb(), base);
      case "pokemon-species" -> SpeciesDocument.write(id, base);
      case "type" -> TypeDocument.write(id, base);
      default -> ChainDocument.write(id, base);
    };
  }

  private Ready keep(String path, Supplier<byte[]> make) {
    return ready.get(path, p -> ready(make.get()));
  }

  private static Ready ready(byte[] plain) {
    var bytes = new ByteArrayOutputStream(plain.length >> 3);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    var crc = new CRC32();
    crc.update(plain);
    var etag =
        "\"" + Long.toHexString(crc.getValue()) + "-" + Integer.toHexString(plain.length) + "\"";
    return new Ready(Buffer.buffer(bytes.toByteArray()), etag);
  }

  /**
   * A document that can be sent.
   *
   * @param gzip its bytes, gzipped
   * @param etag its entity tag, quotes included
   */
  record Ready(Buffer gzip, String etag) {
    /** Its bytes as they are: made again, since hardly anybody asks for them. */
    Buffer plain() {
      try (var in =
          new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(gzip.getBytes()))) {
        return Buffer.buffer(in.readAllBytes());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
