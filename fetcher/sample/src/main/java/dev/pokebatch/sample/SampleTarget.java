package dev.pokebatch.sample;

/** What a request asks for, with names resolved to ids. Equal targets get equal responses. */
sealed interface SampleTarget {

  /** The list of resources. */
  record IndexTarget() implements SampleTarget {}

  /**
   * A page of a list.
   *
   * @param limit the most entries, at least 1
   * @param offset index of the first entry, from 0
   */
  record PageTarget(Resource resource, int limit, int offset) implements SampleTarget {}

  /** An existing document. */
  record DocumentTarget(Resource resource, int id) implements SampleTarget {}

  /** The encounters of an existing Pokémon. */
  record Encounters(Resource resource, int id) implements SampleTarget {}

  /**
   * A picture of a Pokémon.
   *
   * @param form {@code png}, {@code gif} or {@code svg}
   */
  record SpriteTarget(int id, String form) implements SampleTarget {}

  /** The version of the data. */
  record Meta(String hash) implements SampleTarget {}

  /** An invalid target, or one that does not exist. */
  record RefusedTarget(int status, String reason) implements SampleTarget {
    static final RefusedTarget NOT_FOUND = new RefusedTarget(404, "Not Found");
    static final RefusedTarget BAD_REQUEST = new RefusedTarget(400, "Bad Request");
  }
}
