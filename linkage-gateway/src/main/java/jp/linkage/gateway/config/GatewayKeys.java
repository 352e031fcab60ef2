package jp.linkage.gateway.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.keys.GatewayKeyFile;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The gateway's keys of one epoch, and the only class that reads them from their file.
 *
 * <h2>Security guarantees</h2>
 *
 * Only keys whose public halves stand in the manifest are used: {@link #requireOwn}.
 */
@ApplicationScoped
public class GatewayKeys {
  private final GatewayKeyFile file;

  @Inject
  GatewayKeys(@ConfigProperty(name = "linkage.keys.file") Path file) {
    this(GatewayKeyFile.read(file));
  }

  GatewayKeys(GatewayKeyFile file) {
    this.file = file;
  }

  /**
   * Checks that this manifest publishes the public halves of exactly these keys.
   *
   * @throws IllegalStateException naming the key that differs or is missing
   */
  public void requireOwn(Manifest manifest) {
    require(manifest.epoch() == file.epoch(), "the epoch of the key file");
    require(
        manifest.gateway().u().equals(file.decryptionShare().publicKey()), "U of the key file's u");
    require(
        manifest.gateway().signingKey().equals(file.signingKey().publicKey()),
        "the signing key of the key file");
    require(
        manifest.audit().logNamespace().gamma().equals(share(NamespaceId.LOG).publicKey()),
        "Γ of the key file's share of the namespace log");
    for (ManifestAgency agency : manifest.agencies()) {
      require(
          agency.keys().gamma().equals(share(agency.id().namespace()).publicKey()),
          "Γ of the key file's share of the namespace " + agency.id());
    }
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalStateException("the manifest does not name " + expected);
    }
  }

  /**
   * g_X; 1 for {@code root}.
   *
   * @throws IllegalStateException when the key file has no share of this namespace
   */
  public BrokerShare share(NamespaceId namespace) {
    if (namespace.equals(NamespaceId.ROOT)) {
      return BrokerShare.root();
    }
    BrokerShare share = file.shares().get(namespace);
    if (share == null) {
      throw new IllegalStateException("the key file has no share of the namespace " + namespace);
    }
    return share;
  }

  /** u. */
  public BrokerDecryptionShare decryptionShare() {
    return file.decryptionShare();
  }

  /** The key that signs permits. */
  public Es256PrivateKey signingKey() {
    return file.signingKey();
  }
}
