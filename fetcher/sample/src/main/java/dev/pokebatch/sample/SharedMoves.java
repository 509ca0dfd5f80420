package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The moves of all Pokémon, in segments that documents share. The moves are real; which Pokémon
 * learns which move is invented, the same on every run. A Pokémon has 4 to 6 of 16 segments, so
 * that sizes vary about their median. Segments are written when first used. Thread-safe.
 */
final class SharedMoves {

  /** Approximate size of a Pokémon's document without shared moves, in bytes. */
  private static final int OTHER_BYTES = 22_500;

  private static final int SEGMENTS = 16;
  private static final int USUAL = 5;

  /** Half the approximate size of a move, in bytes: rounds a segment to the nearest move. */
  private static final int HALF_A_MOVE = 1_500;

  /** Moves at the end of the table that are in no segment: the last move of each Pokémon. */
  private static final int OWN = 32;

  private final Facts facts;
  private final String baseUrl;
  private final int segmentBytes;
  private final MoveEntry entry;
  private final ConcurrentHashMap<Integer, CompressedSegment> segments = new ConcurrentHashMap<>();

  /**
   * @param documentKb the median size of a Pokémon's document in units of 1,000 bytes
   */
  SharedMoves(Facts facts, String baseUrl, int documentKb) {
    this.facts = facts;
    this.baseUrl = baseUrl;
    this.segmentBytes = Math.max(1, (documentKb * 1000 - OTHER_BYTES) / USUAL);
    this.entry = new MoveEntry(facts.vocabulary());
  }

  /** The segments of one of the 151, in the order of the moves' ids. */
  List<CompressedSegment> of(int id) {
    var random = new SplittableRandom(id);
    var count = USUAL - 1 + random.nextInt(3);
    var parts = new ArrayList<CompressedSegment>(count);
    // Selection sampling: each combination is equally likely, and comes out in order.
    for (var i = 0; parts.size() < count; i++) {
      if (random.nextInt(SEGMENTS - i) < count - parts.size()) {
        parts.add(segments.computeIfAbsent(i, this::segment));
      }
    }
    return parts;
  }

  /** Writes the last move of a document, after all shared ones. */
  void writeOwn(int id, DocumentWriter out) throws IOException {
    var moves = facts.moves();
    entry.write(moves.get(moves.size() - OWN + id % OWN), out);
  }

  private CompressedSegment segment(int index) {
    try {
      var moves = facts.moves().subList(0, facts.moves().size() - OWN);
      var from = moves.size() * index / SEGMENTS;
      var to = moves.size() * (index + 1) / SEGMENTS;
      return CompressedSegment.of(write(moves.subList(from, to)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private byte[] write(List<Row> moves) throws IOException {
    var bytes = new ByteArrayOutputStream(segmentBytes + 4096);
    for (var move : moves) {
      if (bytes.size() + HALF_A_MOVE > segmentBytes) {
        break;
      }
      var out = new DocumentWriter(baseUrl, facts.vocabulary());
      entry.write(move, out);
      bytes.writeBytes(out.finish().identity());
      bytes.write(',');
    }
    return bytes.toByteArray();
  }
}
