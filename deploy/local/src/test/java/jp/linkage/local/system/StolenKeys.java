package jp.linkage.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.json.Bytes;

/** The key file of a party, read by somebody who is not that party. */
record StolenKeys(JsonNode file) {
  static StolenKeys of(LocalStack stack, String party) {
    Path file = stack.data().resolve("keys").resolve(party).resolve("keys.json");
    try {
      return new StolenKeys(Json.read(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code u}, {@code v} or {@code y}. */
  Scalar secret(String name) {
    return scalar(file.path(name));
  }

  /** The party's share of a namespace's token key. */
  Scalar share(String namespace) {
    return scalar(file.path("shares").path(namespace));
  }

  private static Scalar scalar(JsonNode text) {
    return Scalar.decode(Bytes.parse(text.asText()).toArray());
  }
}
