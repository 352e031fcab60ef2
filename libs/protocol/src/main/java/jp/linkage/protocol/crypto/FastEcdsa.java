package jp.linkage.protocol.crypto;

import java.security.Provider;
import java.security.Security;
import java.util.Map;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * A security provider with ECDSA over P-256 and SHA-256, and nothing else. The JWTs of
 * docs/spec/protocol.md §4 (ES256) are signed and verified by a library that asks the JDK, whose
 * own implementation takes about six times as long to verify; an exchange has seven verifications.
 * Keys stay those of the JDK, and keys on other curves go on to the next provider.
 *
 * <p>Security guarantees: {@link EcdsaSignature}.
 */
public final class FastEcdsa extends Provider {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "LinkageFastEcdsa";

  private FastEcdsa() {
    super(NAME, "1", "ECDSA over P-256 with SHA-256");
    add("SHA256withECDSA", StandardDSAEncoding.INSTANCE);
    add("SHA256withECDSAinP1363Format", PlainDSAEncoding.INSTANCE);
  }

  private void add(String algorithm, DSAEncoding encoding) {
    Map<String, String> attributes =
        Map.of(
            "SupportedKeyClasses",
            "java.security.interfaces.ECPublicKey|java.security.interfaces.ECPrivateKey");
    putService(
        new Service(
            this, "Signature", algorithm, EcdsaSignature.class.getName(), null, attributes) {
          @Override
          public Object newInstance(Object parameter) {
            return new EcdsaSignature(encoding);
          }
        });
  }

  /**
   * Makes this provider the first one of the process; a second call changes nothing. Called once
   * when a service starts.
   */
  public static synchronized void install() {
    if (Security.getProvider(NAME) == null) {
      Security.insertProviderAt(new FastEcdsa(), 1);
    }
  }
}
