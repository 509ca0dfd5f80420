package dev.pokebatch.sample;

/** What a request asks for, once names are ids and paging is numbers: equal for equal answers. */
sealed interface SampleTarget {

  /** The resources that there are. */
  record Index() implements SampleTarget {}

  /**
   * A page of a list.
   *
   * @param limit at most so many entries, from 1
   * @param offset the first one's place, from 0
   */
  record Page(Resource resource, int limit, int offset) implements SampleTarget {}

  /** A document that exists. */
  record Document(Resource resource, int id) implements SampleTarget {}

  /** Where the Pokémon of a document is met; such a document exists. */
  record Encounters(Resource resource, int id) implements SampleTarget {}

  /** Which version of the data is served. */
  record Meta(String hash) implements SampleTarget {}

  /** Nothing that could be answered with 200. */
  record Refused(int status, String reason) implements SampleTarget {
    static final Refused NOT_FOUND = new Refused(404, "Not Found");
    static final Refused BAD_REQUEST = new Refused(400, "Bad Request");
  }
}
