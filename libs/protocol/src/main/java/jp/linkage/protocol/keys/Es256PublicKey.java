package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;

/**
 * The public half of a key that signs assertions (ES256): a P-256 point, as JWK (RFC 7517, RFC 7518
 * §6.2.1).
 *
 * @param x 32 bytes
 * @param y 32 bytes
 */
public record Es256PublicKey(Bytes x, Bytes y) {
  private static final int COORDINATE = 32;

  /** Refuses a pair that is not a point of P-256. */
  public Es256PublicKey {
    x.requireLength(COORDINATE);
    y.requireLength(COORDINATE);
    if (!onCurve(new BigInteger(1, x.toArray()), new BigInteger(1, y.toArray()))) {
      throw InvalidMessage.value("a point of P-256");
    }
  }

  /** Reads a JWK with {@code kty}, {@code crv}, {@code x}, {@code y} and nothing else. */
  public static Es256PublicKey read(JsonObject jwk) {
    jwk.constant("kty", "EC");
    jwk.constant("crv", "P-256");
    return new Es256PublicKey(jwk.bytes("x", COORDINATE), jwk.bytes("y", COORDINATE));
  }

  static Es256PublicKey of(ECPublicKey key) {
    ECPoint point = key.getW();
    return new Es256PublicKey(
        Es256PrivateKey.fixed(point.getAffineX()), Es256PrivateKey.fixed(point.getAffineY()));
  }

  /** The JWK. */
  public ObjectNode json() {
    ObjectNode jwk = StrictJson.newObject();
    jwk.put("kty", "EC");
    jwk.put("crv", "P-256");
    jwk.put("x", x.text());
    jwk.put("y", y.text());
    return jwk;
  }

  /** The key for a JWT library. */
  public ECPublicKey toKey() {
    var point = new ECPoint(new BigInteger(1, x.toArray()), new BigInteger(1, y.toArray()));
    try {
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(point, Es256PrivateKey.curve()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the point was checked", e);
    }
  }

  // y² = x³ − 3x + b over the field of P-256 (FIPS 186-5)
  private static boolean onCurve(BigInteger x, BigInteger y) {
    var curve = Es256PrivateKey.curve().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }
}
