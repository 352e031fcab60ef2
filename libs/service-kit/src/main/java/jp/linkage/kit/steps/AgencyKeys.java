package jp.linkage.kit.steps;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jp.linkage.protocol.conversion.AgencyDecryptionKey;
import jp.linkage.protocol.conversion.OpenConversion;
import jp.linkage.protocol.conversion.PersonTokenVault;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Hkdf;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;

/**
 * The keys of one agency, ready for use. Made once from the key file; safe for use by several
 * threads.
 */
public final class AgencyKeys {
  private static final int PSEUDONYM_BYTES = 16;
  private static final byte[] EXCHANGE_SECRETS = "jp-linkage/1 exchange secrets".getBytes(US_ASCII);

  private final AgencyKeyFile file;
  private final HpkePrivateKey hpkeKey;
  private final PersonTokenVault vault;
  private final Aead exchangeSecrets;

  /** The keys of this file. */
  public AgencyKeys(AgencyKeyFile file) {
    this.file = file;
    this.hpkeKey = HpkePrivateKey.ofSeed(file.hpkeSeed());
    this.vault = new PersonTokenVault(file.kappa(), file.wrapKey());
    // a key of its own, so that no person's wrapped token ever opens as an exchange's secrets
    this.exchangeSecrets =
        Aead.of(Hkdf.derive(file.wrapKey(), new byte[0], EXCHANGE_SECRETS, Aead.KEY_SIZE));
  }

  /** Whose keys these are. */
  public AgencyId id() {
    return file.id();
  }

  /** The epoch of the keys. */
  public int epoch() {
    return file.epoch();
  }

  /** How the agency keeps its tokens. */
  public PersonTokenVault vault() {
    return vault;
  }

  /**
   * The agency's entry in a manifest.
   *
   * @throws IllegalStateException when the manifest does not name this agency, or names other keys
   *     for it
   */
  public ManifestAgency requireOwn(Manifest manifest) {
    ManifestAgency own =
        manifest
            .agency(id())
            .orElseThrow(
                () -> new IllegalStateException("the manifest does not name the agency " + id()));
    if (manifest.epoch() != epoch()
        || !own.y().equals(file.decryptionKey().publicKey())
        || !own.hpkeKey().equals(hpkeKey.publicKey())
        || !own.signingKey().equals(file.signingKey().publicKey())) {
      throw new IllegalStateException(
          "the keys of " + id() + " in the manifest are not those of the key file");
    }
    return own;
  }

  /** The pseudonym under which an official of this agency appears outside (protocol §4.1). */
  public StaffPseudonym pseudonym(String subject) {
    byte[] code =
        Hmac.sha256(file.staffKey(), subject.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new StaffPseudonym(Bytes.of(java.util.Arrays.copyOf(code, PSEUDONYM_BYTES)).text());
  }

  OpenConversion opener(Manifest manifest) {
    return new OpenConversion(manifest.jointKey(), requireOwn(manifest).keys(), decryptionKey());
  }

  AgencyDecryptionKey decryptionKey() {
    return file.decryptionKey();
  }

  HpkePrivateKey hpkeKey() {
    return hpkeKey;
  }

  Es256PrivateKey signingKey() {
    return file.signingKey();
  }

  Aead exchangeSecrets() {
    return exchangeSecrets;
  }

  @Override
  public String toString() {
    return "AgencyKeys[" + id() + "]";
  }
}
