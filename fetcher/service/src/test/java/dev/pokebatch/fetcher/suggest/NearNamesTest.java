package dev.pokebatch.fetcher.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearNamesTest {

  /** In the upstream's order, in which names of later games come last. */
  private static final List<String> POKEMON =
      List.of(
          ("bulbasaur charmander charmeleon charizard pichu pikachu raichu nidoran-f nidoran-m"
                  + " mew mewtwo mr-mime eevee aegislash-shield mr-rime charizard-mega-x"
                  + " charizard-mega-y aegislash-blade raichu-alola pikachu-gmax")
              .split(" "));

  private static final List<String> RESOURCES =
      List.of(
          "ability", "berry", "berry-firmness", "evolution-chain", "pokemon", "pokemon-species");

  @ParameterizedTest
  @CsvSource({
    "pikachuu, pikachu",
    "pikachoo, pikachu",
    "picachu, pikachu pichu",
    "bulbasuar, bulbasaur",
    "evee, eevee",
    "mwe, mew",
    "mrmime, mr-mime mr-rime",
    "mewtoo, mewtwo",
  })
  void aTypoIsNearToWhatWasMeant(String wrong, String near) {
    assertThat(NearNames.of(wrong, POKEMON)).containsExactly(near.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "aegislash, aegislash-shield aegislash-blade",
    "nidoran, nidoran-f nidoran-m",
    "char, charmander charmeleon charizard charizard-mega-x charizard-mega-y",
    "mewt, mewtwo mew",
  })
  void whatGoesOnWhereTheNameEndsComesFirstInTheOrderOfTheList(String wrong, String near) {
    assertThat(NearNames.of(wrong, POKEMON)).containsExactly(near.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "mega-charizard-x, charizard-mega-x charizard-mega-y",
    "alolan-raichu, raichu-alola",
    "mime, mr-mime",
  })
  void wordsAreKnownInAnyOrderAndAlone(String wrong, String near) {
    assertThat(NearNames.of(wrong, POKEMON)).containsExactly(near.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "pokemons, pokemon",
    "species, pokemon-species",
    "abilities, ability",
    "berries, berry berry-firmness",
    "evolutions, evolution-chain",
  })
  void aResourceIsFoundByItsPluralOrByAPartOfItsName(String wrong, String near) {
    assertThat(NearNames.of(wrong, RESOURCES)).containsExactly(near.split(" "));
  }

  @Test
  void withoutNearNamesThoseWithACommonPrefixAreFound() {
    assertThat(NearNames.of("pikachu-xyz", POKEMON)).containsExactly("pikachu-gmax", "pikachu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xqzvw", "missingno", "asdf", "pi", "9999", "25", "pikachu"})
  void nonsenseAndIdsAndNamesThatExistAreNearToNothing(String key) {
    assertThat(NearNames.of(key, List.of("pikachu", "bulbasaur", "porygon2"))).isEmpty();
  }

  @Test
  void thereAreFiveAtMost() {
    var many = IntStream.range(0, 9).mapToObj(i -> "unown-" + i).toList();

    assertThat(NearNames.of("unown", many)).isEqualTo(many.subList(0, 5));
  }

  @Test
  void amongAThousandRealNamesATypoIsFoundAndNonsenseIsNot() throws IOException {
    var names = Stream.concat(names("pokemon.tsv"), names("moves.tsv")).distinct().toList();
    var random = new Random(1);

    var typos = names.stream().map(name -> List.of(name, typo(name, random))).toList();
    var found = typos.stream().filter(t -> near(t.get(1), names).contains(t.get(0))).count();
    var nonsense = IntStream.range(0, 1_000).mapToObj(i -> letters(4 + i % 9, random)).toList();
    var taken = nonsense.stream().filter(text -> !near(text, names).isEmpty()).count();

    assertThat(names).hasSizeGreaterThan(1_000);
    assertThat(found).isGreaterThan(names.size() * 98L / 100);
    assertThat(taken).isLessThan(nonsense.size() * 2L / 100);
  }

  /** As a caller sees it: existing names are not looked up. */
  private static List<String> near(String text, List<String> names) {
    return names.contains(text) ? List.of(text) : NearNames.of(text, names);
  }

  /** The names of the sample upstream: the second column of its facts. */
  private static Stream<String> names(String table) throws IOException {
    var path = "/dev/pokebatch/sample/" + table;
    try (var in = Objects.requireNonNull(NearNamesTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split("\t", -1)[1]);
    }
  }

  /** A letter added, removed, replaced, or swapped with its neighbour. */
  private static String typo(String name, Random random) {
    var at = random.nextInt(name.length() - 1);
    var before = name.substring(0, at);
    var after = name.substring(at + 1);
    return switch (random.nextInt(4)) {
      case 0 -> before + letters(1, random) + name.charAt(at) + after;
      case 1 -> before + after;
      case 2 -> before + letters(1, random) + after;
      default -> before + after.charAt(0) + name.charAt(at) + after.substring(1);
    };
  }

  private static String letters(int count, Random random) {
    return random
        .ints(count, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
