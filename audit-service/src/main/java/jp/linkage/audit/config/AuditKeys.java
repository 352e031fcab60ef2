package jp.linkage.audit.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.conversion.AuditDecryptionShare;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.conversion.SubjectToken;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Hkdf;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys that only this service holds: its shares, the pseudonyms' key, the log key. */
@ApplicationScoped
public class AuditKeys {
  private static final int DERIVED_KEY = 32;
  private static final int PSEUDONYM = 16;

  private final AuditKeyFile file;
  private final SigningKey logKey;
  private final MlDsaSigningKey logMlDsaKey;
  private final Aead periodMaster;
  private final List<EarlierKey> earlierLogKeys;
  private final SecretBytes auditorKey;
  private final SecretBytes flagKey;

  /**
   * Reads the key file, and that of the log's earlier keys where there is one; a service without
   * its keys does not start.
   */
  AuditKeys(
      @ConfigProperty(name = "linkage.keys.file") Path keys,
      @ConfigProperty(name = "linkage.keys.earlier-log-keys") Optional<Path> earlier) {
    this.file = AuditKeyFile.read(keys);
    this.logKey = SigningKey.ofSeed(file.logKeySeed());
    this.logMlDsaKey = MlDsaSigningKey.ofSeed(file.logMlDsaKeySeed());
    this.periodMaster = Aead.of(file.periodMasterKey());
    this.earlierLogKeys = earlier.map(AuditKeys::earlierKeys).orElse(List.of());
    this.auditorKey = derived("auditor");
    this.flagKey = derived("flag");
  }

  private SecretBytes derived(String use) {
    return Hkdf.derive(
        file.periodMasterKey(),
        new byte[0],
        ("jp-linkage/1 " + use).getBytes(StandardCharsets.US_ASCII),
        DERIVED_KEY);
  }

  private static List<EarlierKey> earlierKeys(Path file) {
    try {
      return EarlierKey.parse(Files.readAllBytes(file));
    } catch (IOException | ProtocolViolation e) {
      throw new IllegalStateException(
          "linkage.keys.earlier-log-keys: " + file + ": " + e.getMessage(), e);
    }
  }

  /** The epoch of the shares. */
  public int epoch() {
    return file.epoch();
  }

  /** a_X; 1 for the root; empty for a namespace without a share. */
  public Optional<AuditShare> share(NamespaceId namespace) {
    return namespace.equals(NamespaceId.ROOT)
        ? Optional.of(AuditShare.root())
        : Optional.ofNullable(file.shares().get(namespace));
  }

  /** v. */
  public AuditDecryptionShare decryptionShare() {
    return file.decryptionShare();
  }

  /** The log pseudonym of a person. */
  public SubjectId subjectId(SubjectToken subject) {
    return subject.subjectId(file.kappaLog());
  }

  /** The key that signs records, receipts and checkpoints. */
  public SigningKey logKey() {
    return logKey;
  }

  /** The key that signs checkpoints beside the log key. */
  public MlDsaSigningKey logMlDsaKey() {
    return logMlDsaKey;
  }

  /** The public keys with which the log signed before it had the present ones. */
  public List<EarlierKey> earlierLogKeys() {
    return earlierLogKeys;
  }

  /** With which keys the log of this name signs records, and signed them. */
  public RecordKeys recordKeys(String origin) {
    return new RecordKeys(origin, List.of(logKey.publicKey()), earlierLogKeys);
  }

  /** Wraps the keys of the months. */
  public Aead periodMaster() {
    return periodMaster;
  }

  /** The pseudonym of an auditor; always the same for the same {@code sub}. */
  public StaffPseudonym auditorPseudonym(String subject) {
    byte[] code = Hmac.sha256(auditorKey, subject.getBytes(StandardCharsets.UTF_8));
    return new StaffPseudonym(Bytes.of(Arrays.copyOf(code, PSEUDONYM)).text());
  }

  /** The keyed hash of what a flag is about, 32 octets; always the same for the same statement. */
  public Bytes flagCode(byte[] statement) {
    return Bytes.of(Hmac.sha256(flagKey, statement));
  }
}
