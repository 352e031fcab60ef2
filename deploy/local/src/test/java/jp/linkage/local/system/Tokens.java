package jp.linkage.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.json.Bytes;

/**
 * JWTs that are well formed and well signed, and yet not to be accepted: of another time, for
 * another receiver, about something else, of another type, by another party.
 */
final class Tokens {
  private static final long HOUR = 3_600;
  private static final int SCALAR = 32;

  private Tokens() {}

  /**
   * Variants of a token that was seen, by what is wrong with them.
   *
   * @param seen the token as it travelled
   * @param own the key of the party that signed it: a variant may be signed by that very party
   * @param others keys of other parties of the manifest
   */
  static Map<String, String> variants(String seen, ECPrivateKey own, List<ECPrivateKey> others) {
    List<String> parts = List.of(seen.split("\\.", -1));
    JsonNode header = part(parts.get(0));
    ObjectNode claims = (ObjectNode) part(parts.get(1));
    String typ = header.path("typ").asText();
    String kid = header.path("kid").asText();
    var variants = new TreeMap<String, String>();
    claimVariants(claims)
        .forEach((what, changed) -> variants.put(what, sign(own, typ, kid, changed)));
    for (String type : List.of("linkage-request+jwt", "linkage-permit+jwt", "JWT")) {
      if (!type.equals(typ)) {
        variants.put("of type " + type, sign(own, type, kid, claims));
      }
    }
    variants.put("by another key id", sign(own, typ, "midori-tax", claims));
    for (int i = 0; i < others.size(); i++) {
      variants.put("signed by another party " + i, sign(others.get(i), typ, kid, claims));
    }
    return variants;
  }

  /** The same token with (r, q - s) for its signature (r, s): ECDSA takes either. */
  static String withTwinSignature(String seen) {
    int dot = seen.lastIndexOf('.');
    byte[] signature = Bytes.parse(seen.substring(dot + 1)).toArray();
    byte[] twin = Arrays.copyOf(signature, signature.length);
    Scalar s = Scalar.decode(Arrays.copyOfRange(signature, SCALAR, 2 * SCALAR));
    Scalar negated = Scalar.one().subtract(s).subtract(Scalar.one());
    System.arraycopy(negated.encode(), 0, twin, SCALAR, SCALAR);
    return seen.substring(0, dot + 1) + Bytes.of(twin).text();
  }

  private static Map<String, ObjectNode> claimVariants(ObjectNode claims) {
    long issuedAt = claims.path("iat").asLong();
    long expiresAt = claims.path("exp").asLong();
    var variants = new LinkedHashMap<String, ObjectNode>();
    change(
        variants,
        "expired",
        claims,
        changed -> changed.put("iat", issuedAt - 30 * HOUR).put("exp", issuedAt - 29 * HOUR));
    change(variants, "never valid", claims, changed -> changed.put("exp", issuedAt));
    change(variants, "valid for longer", claims, changed -> changed.put("exp", expiresAt + HOUR));
    change(
        variants,
        "of the future",
        claims,
        changed -> changed.put("iat", issuedAt + HOUR).put("exp", expiresAt + HOUR));
    change(variants, "without an end", claims, changed -> changed.remove("exp"));
    change(
        variants,
        "for fewer receivers",
        claims,
        changed -> ((ArrayNode) changed.path("aud")).remove(changed.path("aud").size() - 1));
    change(
        variants,
        "for another receiver",
        claims,
        changed -> {
          ArrayNode audience = (ArrayNode) changed.path("aud");
          audience.set(audience.size() - 1, "midori-tax");
        });
    change(variants, "by another issuer", claims, changed -> changed.put("iss", "midori-tax"));
    change(
        variants,
        "of another exchange",
        claims,
        changed -> changed.put("jti", "019ac3d4-0000-7000-8000-000000000002"));
    for (String digest : List.of("h", "root", "answers", "outcomes")) {
      if (claims.has(digest)) {
        change(
            variants,
            "about another " + digest,
            claims,
            changed -> changed.put(digest, Bytes.of(new byte[32]).text()));
      }
    }
    for (String name : List.of("row", "sub")) {
      if (claims.has(name)) {
        change(variants, "of another " + name, claims, changed -> changed.put(name, "aoba-tax"));
      }
    }
    change(variants, "with one more claim", claims, changed -> changed.put("scope", "all"));
    return variants;
  }

  private static void change(
      Map<String, ObjectNode> variants,
      String what,
      ObjectNode claims,
      Consumer<ObjectNode> change) {
    ObjectNode changed = claims.deepCopy();
    change.accept(changed);
    variants.put(what, changed);
  }

  private static String sign(ECPrivateKey key, String typ, String kid, ObjectNode claims) {
    return Jwt.claims(Json.map(claims))
        .jws()
        .header("typ", typ)
        .keyId(kid)
        .algorithm(SignatureAlgorithm.ES256)
        .sign(key);
  }

  private static JsonNode part(String base64Url) {
    return Json.read(Bytes.parse(base64Url).toArray());
  }
}
