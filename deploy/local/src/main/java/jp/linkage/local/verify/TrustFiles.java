package jp.linkage.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/** The small files that an auditor brings. */
final class TrustFiles {
  private TrustFiles() {}

  static TrustPolicy policy(Path file) throws IOException {
    return TrustPolicy.parse(read(file, TrustPolicy.MAX_BYTES));
  }

  /** Trusts every key in the file as one of a log, and asks for no witness. */
  static TrustPolicy policyOfKeys(Path file) throws IOException {
    return TrustPolicy.unwitnessed(keys(file));
  }

  /** A vkey in each line; empty lines and comments are skipped. */
  static List<VerifierKey> keys(Path file) throws IOException {
    return new String(read(file, TrustPolicy.MAX_BYTES), UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(VerifierKey::parse)
        .toList();
  }

  /** What the reader believes, by the files that he named. */
  static LogTrust trust(VerifyOptions options) throws IOException {
    return new LogTrust(
        options.policy().isPresent()
            ? policy(options.policy().get())
            : policyOfKeys(options.keys().orElseThrow()),
        options.earlierKeys().isPresent() ? earlierKeys(options.earlierKeys().get()) : List.of());
  }

  /** With which the log signed before, and up to where each counts. */
  private static List<EarlierKey> earlierKeys(Path file) throws IOException {
    return EarlierKey.parse(read(file, EarlierKey.MAX_BYTES));
  }

  static SignedCheckpoint checkpoint(Path file) throws IOException {
    return SignedCheckpoint.parse(read(file, SignedNote.MAX_BYTES));
  }

  /** One line. */
  static String token(Path file) throws IOException {
    return new String(read(file, 64 * 1024), UTF_8).strip();
  }

  static byte[] read(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new IOException(file + ": expected at most " + maxBytes + " bytes");
      }
      return bytes;
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
  }
}
