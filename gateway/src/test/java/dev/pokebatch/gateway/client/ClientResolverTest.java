package dev.pokebatch.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResolverTest {

  private static final String PROXY = "10.0.0.1";

  private final ClientResolver naming =
      new ClientResolver(TrustedProxies.parse("127.0.0.1, 10.0.0.0/8,fd00::/8"));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "2001:db8::1, 2001:db8::ffff:1, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    "2001:db8::1%eth0, 2001:db8::2, true",
  })
  void eachAddressAndEachIpv6NetworkOf64BitsIsOneClient(String one, String other, boolean same) {
    assertThat(naming.ofPeer(one).equals(naming.ofPeer(other))).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For | 192.0.2.7                                   | 192.0.2.7",
        "X-Forwarded-For | 192.0.2.7:4711                              | 192.0.2.7",
        "X-Forwarded-For | 198.51.100.1, 192.0.2.7                     | 192.0.2.7",
        "X-Forwarded-For | 198.51.100.1, 192.0.2.7, 10.2.3.4           | 192.0.2.7",
        "X-Forwarded-For | 10.9.9.9, 10.2.3.4                          | 10.9.9.9",
        "X-Forwarded-For | 2001:db8::7                                 | 2001:db8::8",
        "X-Forwarded-For | [2001:db8::7]:80                            | 2001:db8::8",
        "Forwarded       | for=192.0.2.7                               | 192.0.2.7",
        "Forwarded       | For=\"192.0.2.7:4711\";proto=https;by=_x    | 192.0.2.7",
        "Forwarded       | proto=http; for=\"[2001:db8::7]:4711\"      | 2001:db8::7",
        "Forwarded       | for=198.51.100.1, for=192.0.2.7, for=10.2.3.4 | 192.0.2.7",
        "Forwarded       | for=198.51.100.1;host=\"a,b;c\\\"\", for=192.0.2.7 | 192.0.2.7",
      })
  void behindATrustedProxyTheClientIsTheRightMostUntrustedAddress(
      String header, String value, String client) {
    assertThat(named(PROXY, Map.of(header, List.of(value)))).isEqualTo(naming.ofPeer(client));
  }

  @Test
  void theLinesOfAHeaderFormOneList() {
    var lines = List.of("198.51.100.1", "192.0.2.7");

    assertThat(named(PROXY, Map.of("X-Forwarded-For", lines)))
        .isEqualTo(naming.ofPeer("192.0.2.7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "x",
        "192.0.2.7,",
        "192.0.2.256",
        "localhost",
        "192.0.2.7 198.51.100.1",
        "[::1",
      })
  void aMalformedXForwardedForIsIgnored(String value) {
    assertThat(named(PROXY, Map.of("X-Forwarded-For", List.of(value))))
        .isEqualTo(naming.ofPeer(PROXY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for",
        "for=",
        "for=unknown",
        "for=_hidden",
        "for=2001:db8::7",
        "proto=http",
        "for=\"192.0.2.7",
        "for=192.0.2.7,",
        "for=192.0.2.7;;",
        "for=192.0.2.7 for=192.0.2.8",
      })
  void aMalformedForwardedIsIgnored(String value) {
    assertThat(named(PROXY, Map.of("Forwarded", List.of(value)))).isEqualTo(naming.ofPeer(PROXY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\\a"})
  void aLongHeaderIsParsed(String part) {
    var value = String.join("", "for=192.0.2.7;host=\"", part.repeat(4_000), "\"");
    var colons = List.of(String.join("", Collections.nCopies(8_000, ":")));

    assertThat(named(PROXY, Map.of("Forwarded", List.of(value))))
        .isEqualTo(naming.ofPeer("192.0.2.7"));
    assertThat(named(PROXY, Map.of("X-Forwarded-For", colons))).isEqualTo(naming.ofPeer(PROXY));
  }

  @Test
  void contradictoryHeadersAreIgnored() {
    var both =
        Map.of("Forwarded", List.of("for=192.0.2.7"), "X-Forwarded-For", List.of("192.0.2.8"));

    assertThat(named(PROXY, both)).isEqualTo(naming.ofPeer(PROXY));
  }

  @Test
  void headersFromAnUntrustedPeerAreIgnored() {
    var header = Map.of("X-Forwarded-For", List.of("192.0.2.7"));

    assertThat(named("198.51.100.1", header)).isEqualTo(naming.ofPeer("198.51.100.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "10.0.0.1,"})
  void aProxyThatIsNeitherAddressNorBlockIsRefused(String list) {
    assertThatThrownBy(() -> TrustedProxies.parse(list))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ClientId named(String peer, Map<String, List<String>> headers) {
    return naming.of(peer, name -> headers.getOrDefault(name, List.of()));
  }
}
