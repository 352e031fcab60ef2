package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;

/**
 * The messages that cosignatures sign (C2SP tlog-cosignature) and the time before a signature: u64,
 * seconds of the POSIX epoch, big-endian.
 */
final class Cosignature {
  private static final byte[] SUBTREE_LABEL = "subtree/v1\n\0".getBytes(US_ASCII);

  private Cosignature() {}

  static byte[] ed25519Message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(UTF_8);
  }

  /** A {@code cosigned_message} over the whole tree of a checkpoint. */
  static byte[] mlDsaMessage(String cosigner, String text, long seconds) {
    Checkpoint checkpoint = Checkpoint.parse(text);
    if (!checkpoint.extensions().isEmpty()) {
      // Nothing would protect them.
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected a checkpoint without extension lines, which ML-DSA-44 does not sign");
    }
    return Bytes.concat(
            Bytes.of(SUBTREE_LABEL),
            opaque("cosigner", cosigner),
            Bytes.u64(seconds),
            opaque("origin", checkpoint.origin()),
            Bytes.u64(0),
            Bytes.u64(checkpoint.size()),
            checkpoint.root())
        .toArray();
  }

  // opaque<1..2^8-1> of RFC 8446 §3.4
  private static Bytes opaque(String what, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length == 0 || bytes.length > 255) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected a name of the %s of 1 to 255 bytes, found %d".formatted(what, bytes.length));
    }
    return Bytes.concat(Bytes.of(new byte[] {(byte) bytes.length}), Bytes.of(bytes));
  }

  static byte[] withTime(long seconds, byte[] signature) {
    return Bytes.concat(Bytes.u64(seconds), Bytes.of(signature)).toArray();
  }

  static byte[] withoutTime(byte[] signature) {
    return Arrays.copyOfRange(signature, Long.BYTES, signature.length);
  }

  /** The time; 0 when the cosigner does not say that the tree is the largest it has seen. */
  static long seconds(byte[] signature) {
    long seconds = ByteBuffer.wrap(signature).getLong();
    if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected the time of a cosignature, found " + Long.toUnsignedString(seconds));
    }
    return seconds;
  }
}
