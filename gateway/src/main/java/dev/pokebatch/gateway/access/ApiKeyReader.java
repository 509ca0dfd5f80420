package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.batch.JsonReader;
import dev.pokebatch.gateway.batch.MemberReader;
import dev.pokebatch.gateway.batch.Pointer;
import dev.pokebatch.gateway.batch.RequestFaults;
import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.quota.QuotaLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads API keys from JSON. */
final class ApiKeyReader {

  private static final int DEPTH = 8;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final MemberReader members;

  private ApiKeyReader(MemberReader members) {
    this.members = members;
  }

  /**
   * Reads a file of keys.
   *
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code malformed-json}, or {@code
   *     invalid-request} with every fault
   */
  static List<ApiKey> readFile(Buffer file) {
    var faults = RequestFaults.ofBody();
    var keys = new ArrayList<ApiKey>();
    var hashes = new HashSet<String>();
    if (JsonReader.read(file, DEPTH, faults) instanceof JsonObject object) {
      var members = new MemberReader(object, Pointer.ROOT, faults);
      members.allowOnly(List.of("keys"));
      var entries = members.value("keys") instanceof JsonArray array ? array : new JsonArray();
      if (!(members.value("keys") instanceof JsonArray)) {
        members.fault("keys", "must be an array of keys");
      }
      for (var i = 0; i < entries.size(); i++) {
        var at = members.pointer("keys").element(i);
        if (entries.getValue(i) instanceof JsonObject entry) {
          var key = new ApiKeyReader(new MemberReader(entry, at, faults)).key(faults);
          if (!key.sha256().isEmpty() && !hashes.add(key.sha256())) {
            faults.add(at.member("sha256"), "is there more than once");
          }
          keys.add(key);
        } else {
          faults.add(at, "must be an object");
        }
      }
    } else {
      faults.add(Pointer.ROOT, "must be an object with the member keys");
    }
    if (faults.any()) {
      throw faults.toException();
    }
    return keys;
  }

  /**
   * Reads a request for a new key.
   *
   * @param sha256 the hash of its secret
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code malformed-json}, or {@code
   *     invalid-request} with every fault
   */
  static ApiKey readNew(Buffer body, String sha256) {
    var faults = RequestFaults.ofBody();
    var value = JsonReader.read(body, DEPTH, faults);
    if (!(value instanceof JsonObject)) {
      faults.add(Pointer.ROOT, "must be an object");
    }
    var object = value instanceof JsonObject given ? given : new JsonObject();
    var members = new MemberReader(object, Pointer.ROOT, faults);
    members.allowOnly(List.of("name", "scopes", "expiresAt", "quotas"));
    var reader = new ApiKeyReader(members);
    var key =
        new ApiKey(
            reader.name(), reader.scopes(), reader.expiresAt(), sha256, reader.quotas(faults));
    if (faults.any()) {
      throw faults.toException();
    }
    return key;
  }

  private ApiKey key(RequestFaults faults) {
    members.allowOnly(List.of("name", "sha256", "scopes", "expiresAt", "quotas"));
    return new ApiKey(name(), scopes(), expiresAt(), sha256(), quotas(faults));
  }

  private String name() {
    var name = members.text("name");
    if (name == null || !ApiKey.isName(name) || name.equals(Caller.NOBODY)) {
      members.fault(
          "name", "must be 1 to 64 letters, digits, '.', '_' and '-', and not " + Caller.NOBODY);
      return "";
    }
    return name;
  }

  private String sha256() {
    var hash = members.text("sha256");
    if (hash == null || !SHA256.matcher(hash).matches()) {
      members.fault("sha256", "must be the SHA-256 of a key, in 64 lower-case hexadecimal digits");
      return "";
    }
    return hash;
  }

  private Set<Scope> scopes() {
    var scopes = EnumSet.noneOf(Scope.class);
    var isValid = members.value("scopes") instanceof JsonArray array && !array.isEmpty();
    if (members.value("scopes") instanceof JsonArray array) {
      for (var word : array) {
        var scope = Scope.of(String.valueOf(word));
        isValid &= scope.isPresent();
        scope.ifPresent(scopes::add);
      }
    }
    if (!isValid) {
      members.fault("scopes", "must be an array of batch, jobs, collections or admin");
    }
    return scopes;
  }

  private QuotaLimits quotas(RequestFaults faults) {
    if (!members.has("quotas")) {
      return QuotaLimits.NONE;
    }
    if (!(members.value("quotas") instanceof JsonObject object)) {
      members.fault("quotas", "must be an object");
      return QuotaLimits.NONE;
    }
    var quotas = new MemberReader(object, members.pointer("quotas"), faults);
    quotas.allowOnly(Quota.words());
    var values = new EnumMap<Quota, Long>(Quota.class);
    for (var quota : Quota.values()) {
      if (!quotas.has(quota.word())) {
        continue;
      }
      if (quotas.value(quota.word()) instanceof Long value && value >= 0 && value <= quota.max()) {
        values.put(quota, value);
      } else {
        quotas.fault(quota.word(), "must be a whole number from 0, for none, to " + quota.max());
      }
    }
    return new QuotaLimits(values);
  }

  private @Nullable Instant expiresAt() {
    if (!members.has("expiresAt") || members.value("expiresAt") == null) {
      return null;
    }
    try {
      var time = Instant.parse(String.valueOf(members.value("expiresAt")));
      return Instant.ofEpochMilli(time.toEpochMilli()); // as the database stores it
    } catch (DateTimeParseException | ArithmeticException malformed) {
      members.fault("expiresAt", "must be a time in UTC, such as 2027-01-31T12:00:00Z");
      return null;
    }
  }
}
