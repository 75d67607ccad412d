package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "http://provider.example, provider.example, 80",
    "https://provider.example/v1?key=secret, provider.example, 443",
    "https://provider.example?key=a@b, provider.example, 443",
    "https://provider.example#a@b:1, provider.example, 443",
    "http://user:pw@provider.example, provider.example, 80",
    "http://user:pw@provider.example:8080/v1, provider.example, 8080",
    "http://us@er:p@w@provider.example:8080, provider.example, 8080",
    "http://user:pw@[::1]:8080/, [::1], 8080",
    "http://user@[::1]/a:b, [::1], 80",
    "http://provider.example:/, provider.example, 80",
    "http://provider.example:99999999999/, provider.example, 80",
    "http://provider.example:pw, provider.example, 80",
    "wss://provider.example, provider.example, 443",
    "/run/provider.sock, local, 80",
    "/run?to=http://user:pw@provider.example, local, 80"
  })
  void ofAUriHostAndPortAloneAreKept(String uri, String host, int port) {
    assertEquals(new Authority(host, port), Authority.of(uri));
  }
}
