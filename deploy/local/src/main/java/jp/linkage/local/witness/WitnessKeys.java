package jp.linkage.local.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;

/** The two keys of a witness, an Ed25519 and an ML-DSA-44 one, as seeds in files of mode 0600. */
public final class WitnessKeys {
  private static final int SEED = 32;

  private WitnessKeys() {}

  /**
   * The keys in a folder, made when it has none.
   *
   * @param folder gets mode 0700
   * @param name of the witness, the same at every call
   */
  public static List<NoteSigner> openOrCreate(Path folder, String name) throws IOException {
    PrivateFolders.create(folder);
    return List.of(
        NoteSigner.ed25519Cosigner(name, SigningKey.ofSeed(seed(folder.resolve("ed25519.seed")))),
        NoteSigner.mlDsaCosigner(
            name, MlDsaSigningKey.ofSeed(seed(folder.resolve("ml-dsa-44.seed")))));
  }

  private static SecretBytes seed(Path file) throws IOException {
    if (!Files.exists(file)) {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.write(Files.createFile(file, ownerOnly), SecretBytes.random(SEED).toByteArray());
    }
    byte[] seed = Files.readAllBytes(file);
    if (seed.length != SEED) {
      throw new IOException("expected a seed of " + SEED + " bytes in " + file);
    }
    return SecretBytes.copyOf(seed);
  }
}
