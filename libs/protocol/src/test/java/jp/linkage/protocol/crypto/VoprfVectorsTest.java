package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * RFC 9497 with P256-SHA256. The project runs no OPRF; the protocol of the RFC is spelt out here
 * from this package's building blocks, so that its vectors check group, hashes, scalars and the
 * equations of a proof.
 */
class VoprfVectorsTest {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();
  private static final String FILE = "rfc9497-P256-SHA256.json";

  @Test
  void building_blocks_publishedVectors_giveTheirValues() {
    JsonNode modes = PublishedVectors.read(FILE);
    assertEquals(3, modes.size());
    int batches = 0;
    for (JsonNode mode : modes) {
      batches += checkMode(mode);
    }
    assertEquals(8, batches);
  }

  // RFC 9497 appendix A.3.1.1.
  @Test
  void building_blocks_valuesOfTheRfc_giveTheirValues() {
    Scalar blind =
        Scalar.decode(hex("3338fa65ec36e0290022b48eb562889d89dbfa691d1cde91517fa222ed7ad364"));
    Scalar key =
        Scalar.decode(hex("159749d750713afe245d2d39ccfaae8381c53ce92d098a9375ee70739c7ac0bf"));
    Element hashed = GROUP.hashToGroup(new byte[] {0}, "HashToGroup-OPRFV1-\0-P256-SHA256");
    Element blinded = GROUP.secretSum(new Sum().plus(blind, hashed));
    assertArrayEquals(
        hex("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d"),
        blinded.encode());
    assertArrayEquals(
        hex("030de02ffec47a1fd53efcdd1c6faf5bdc270912b8749e783c7ca75bb412958832"),
        GROUP.secretSum(new Sum().plus(key, blinded)).encode());
  }

  private static int checkMode(JsonNode mode) {
    int number = mode.path("mode").asInt();
    String suite = "OPRFV1-" + (char) number + "-P256-SHA256";
    Scalar key = deriveKey(hex(mode, "seed"), hex(mode, "keyInfo"), suite);
    assertArrayEquals(hex(mode, "skSm"), key.encode());
    if (number > 0) {
      assertArrayEquals(hex(mode, "pkSm"), multiple(key, GROUP.generator()).encode());
    }
    for (JsonNode vector : mode.path("vectors")) {
      checkVector(vector, number, suite, key);
    }
    return mode.path("vectors").size();
  }

  private static void checkVector(JsonNode vector, int mode, String suite, Scalar key) {
    // POPRF, §3.3.3: the key is tweaked by the public input, and evaluates inverted.
    Scalar tweaked = key;
    Scalar exponent = key;
    if (mode == 2) {
      byte[] info = hex(vector, "Info");
      Scalar tweak =
          GROUP.hashToScalar(join("Info".getBytes(US_ASCII), sized(info)), "HashToScalar-" + suite);
      tweaked = key.add(tweak);
      exponent = tweaked.invert();
    }
    List<Element> blindedElements = new ArrayList<>();
    List<Element> evaluated = new ArrayList<>();
    byte[][] inputs = list(vector, "Input");
    byte[][] outputs = list(vector, "Output");
    for (int i = 0; i < inputs.length; i++) {
      Scalar blind = Scalar.decode(list(vector, "Blind")[i]);
      Element hashed = GROUP.hashToGroup(inputs[i], "HashToGroup-" + suite);
      Element blinded = multiple(blind, hashed);
      assertArrayEquals(list(vector, "BlindedElement")[i], blinded.encode());
      Element evaluation = multiple(exponent, blinded);
      assertArrayEquals(list(vector, "EvaluationElement")[i], evaluation.encode());
      byte[] unblinded = multiple(blind.invert(), evaluation).encode();
      byte[] info = mode == 2 ? sized(hex(vector, "Info")) : new byte[0];
      assertArrayEquals(
          outputs[i],
          Sha256.of(sized(inputs[i]), info, sized(unblinded), "Finalize".getBytes(US_ASCII)));
      blindedElements.add(blinded);
      evaluated.add(evaluation);
    }
    if (mode > 0) {
      Element publicKey = multiple(tweaked, GROUP.generator());
      // In POPRF the evaluated elements are the bases (§3.3.3).
      Dleq dleq =
          mode == 1
              ? new Dleq(publicKey, blindedElements, evaluated, suite)
              : new Dleq(publicKey, evaluated, blindedElements, suite);
      byte[] proof = hex(vector.path("Proof"), "proof");
      assertArrayEquals(
          proof, dleq.prove(tweaked, Scalar.decode(hex(vector.path("Proof"), "r"))).encode());
      dleq.verify(Proof.decode(proof, 1));
    }
  }

  /** The proof of RFC 9497 §2.2: PoK{k : B = k·G, M' = k·M} over weighted sums. */
  private record Dleq(Element publicKey, List<Element> c, List<Element> d, String suite) {

    Proof prove(Scalar secret, Scalar nonce) {
      List<Element> composites = composites();
      List<Element> commitments =
          List.of(multiple(nonce, GROUP.generator()), multiple(nonce, composites.getFirst()));
      Scalar challenge = challenge(composites, commitments);
      return new Proof(challenge, List.of(nonce.subtract(challenge.multiply(secret))));
    }

    void verify(Proof proof) {
      List<Element> composites = composites();
      Scalar s = proof.responses().getFirst();
      List<Element> commitments =
          GROUP.publicSums(
              List.of(
                  new Sum().plus(s, GROUP.generator()).plus(proof.challenge(), publicKey),
                  new Sum()
                      .plus(s, composites.getFirst())
                      .plus(proof.challenge(), composites.getLast())));
      assertEquals(proof.challenge(), challenge(composites, commitments));
    }

    private List<Element> composites() {
      byte[] seed =
          Sha256.of(sized(publicKey.encode()), sized(("Seed-" + suite).getBytes(US_ASCII)));
      Sum m = new Sum();
      Sum z = new Sum();
      for (int i = 0; i < c.size(); i++) {
        byte[] input =
            join(
                sized(seed),
                new byte[] {0, (byte) i},
                sized(c.get(i).encode()),
                sized(d.get(i).encode()),
                "Composite".getBytes(US_ASCII));
        Scalar weight = GROUP.hashToScalar(input, "HashToScalar-" + suite);
        m.plus(weight, c.get(i));
        z.plus(weight, d.get(i));
      }
      return GROUP.publicSums(List.of(m, z));
    }

    private Scalar challenge(List<Element> composites, List<Element> commitments) {
      byte[] input = sized(publicKey.encode());
      for (Element point : Stream.concat(composites.stream(), commitments.stream()).toList()) {
        input = join(input, sized(point.encode()));
      }
      return GROUP.hashToScalar(
          join(input, "Challenge".getBytes(US_ASCII)), "HashToScalar-" + suite);
    }
  }

  /** DeriveKeyPair, §3.2.1. */
  private static Scalar deriveKey(byte[] seed, byte[] info, String suite) {
    return GROUP.hashToScalar(join(seed, sized(info), new byte[] {0}), "DeriveKeyPair" + suite);
  }

  private static Element multiple(Scalar scalar, Element element) {
    return GROUP.secretSum(new Sum().plus(scalar, element));
  }

  private static byte[][] list(JsonNode vector, String member) {
    return Stream.of(vector.path(member).asText().split(",", -1))
        .map(PublishedVectors::hex)
        .toArray(byte[][]::new);
  }

  /** I2OSP(len, 2) and the bytes. */
  private static byte[] sized(byte[] bytes) {
    return join(new byte[] {(byte) (bytes.length >>> 8), (byte) bytes.length}, bytes);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
