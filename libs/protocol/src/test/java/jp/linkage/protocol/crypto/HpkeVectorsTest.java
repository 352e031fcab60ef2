package jp.linkage.protocol.crypto;

import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.prng.FixedSecureRandom;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.junit.jupiter.api.Test;

/** RFC 9180, HPKE-PQ and X-Wing: the primitives under {@link Hpke}, by their published vectors. */
class HpkeVectorsTest {
  /** HKDF-SHA256, -SHA384, -SHA512; the vectors with SHAKE are beyond Bouncy Castle. */
  private static final Set<Integer> KDFS = Set.of(1, 2, 3);

  /** P-256, X25519, ML-KEM-512/768/1024, X-Wing. */
  private static final Set<Integer> KEMS = Set.of(0x10, 0x20, 0x40, 0x41, 0x42, 0x647a);

  @Test
  void recipient_vectorsOfRfc9180_opensAllOfThem() throws InvalidCipherTextException {
    assertEquals(8, checkAll(PublishedVectors.read("rfc9180-subset.json")));
  }

  @Test
  void recipient_vectorsOfHpkePq_opensThoseWithHkdf() throws InvalidCipherTextException {
    assertEquals(4, checkAll(PublishedVectors.read("hpke-pq.json")));
  }

  private static int checkAll(JsonNode vectors) throws InvalidCipherTextException {
    int checked = 0;
    for (JsonNode vector : vectors) {
      if (KDFS.contains(vector.path("kdf_id").asInt())
          && KEMS.contains(vector.path("kem_id").asInt())) {
        check(vector);
        checked++;
      }
    }
    return checked;
  }

  private static void check(JsonNode vector) throws InvalidCipherTextException {
    HpkeSuite suite =
        new HpkeSuite(
            (short) vector.path("kem_id").asInt(),
            (short) vector.path("kdf_id").asInt(),
            (short) vector.path("aead_id").asInt());
    HPKE hpke = vector.path("mode").asInt() == 0 ? suite.base() : suite.psk();
    AsymmetricCipherKeyPair pair =
        hpke.deserializePrivateKey(hex(vector, "skRm"), hex(vector, "pkRm"));
    assertArrayEquals(hex(vector, "pkRm"), hpke.serializePublicKey(pair.getPublic()));
    HPKEContext context =
        vector.path("mode").asInt() == 0
            ? hpke.setupBaseR(hex(vector, "enc"), pair, hex(vector, "info"))
            : hpke.setupPSKR(
                hex(vector, "enc"),
                pair,
                hex(vector, "info"),
                hex(vector, "psk"),
                hex(vector, "psk_id"));
    for (JsonNode message : vector.path("encryptions")) {
      assertArrayEquals(hex(message, "pt"), context.open(hex(message, "aad"), hex(message, "ct")));
    }
    for (JsonNode export : vector.path("exports")) {
      assertArrayEquals(
          hex(export, "exported_value"),
          context.export(hex(export, "exporter_context"), export.path("L").asInt()));
    }
  }

  @Test
  void xWing_publishedVectors_encapsulatesAndDecapsulates() {
    JsonNode vectors = PublishedVectors.read("xwing.json");
    assertEquals(3, vectors.size());
    for (JsonNode vector : vectors) {
      HpkePrivateKey key = HpkePrivateKey.ofSeed(SecretBytes.copyOf(hex(vector, "seed")));
      assertArrayEquals(hex(vector, "pk"), key.publicKey().encode());
      assertEquals(key.publicKey(), HpkePublicKey.decode(hex(vector, "pk")));
      assertArrayEquals(
          hex(vector, "ss"),
          new XWingKEMExtractor((XWingPrivateKeyParameters) key.pair.getPrivate())
              .extractSecret(hex(vector, "ct")));
      var encapsulated =
          new XWingKEMGenerator(new FixedSecureRandom(hex(vector, "eseed")))
              .generateEncapsulated(key.publicKey().parameters);
      assertArrayEquals(hex(vector, "ct"), encapsulated.getEncapsulation());
      assertArrayEquals(hex(vector, "ss"), encapsulated.getSecret());
    }
  }

  // draft-connolly-cfrg-xwing-kem, first test vector: the beginning of pk.
  @Test
  void xWing_seedOfTheDraft_givesItsPublicKey() {
    byte[] seed = hex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
    String publicKey =
        java.util.HexFormat.of()
            .formatHex(HpkePrivateKey.ofSeed(SecretBytes.copyOf(seed)).publicKey().encode());
    assertEquals(
        "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5",
        publicKey.substring(0, 64));
  }
}
