package dev.pokebatch.gateway.batch;

/** The documents that a step names, in order. */
public sealed interface Target {

  /** How many there are. */
  int size();

  /** One of them: {@code resource/key}, or a link that the fetcher holds against its upstream. */
  String at(int index);

  /**
   * One document.
   *
   * @param target {@code resource/key}, or a link
   */
  record Single(String target) implements Target {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public String at(int index) {
      return target;
    }
  }

  /**
   * Documents of consecutive ids.
   *
   * @param resource whose
   * @param from the first id
   * @param to the last id, not below the first
   */
  record Range(String resource, int from, int to) implements Target {
    @Override
    public int size() {
      return to - from + 1;
    }

    @Override
    public String at(int index) {
      return resource + "/" + (from + index);
    }
  }
}
