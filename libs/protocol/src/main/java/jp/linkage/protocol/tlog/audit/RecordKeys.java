package jp.linkage.protocol.tlog.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.SignatureType;

/**
 * With which Ed25519 keys a log signs its records, and signed them before: the present keys count
 * at every offset, an earlier one up to its last.
 */
public final class RecordKeys {
  private final List<Key> keys;

  private record Key(VerifyingKey key, long last) {}

  /**
   * The keys of one log.
   *
   * @param origin the log's name; keys of other names count for nothing
   * @param present those that it signs with
   * @param earlier those that it signed with
   */
  public RecordKeys(String origin, List<VerifyingKey> present, List<EarlierKey> earlier) {
    List<Key> all = new ArrayList<>();
    earlier.stream()
        .filter(one -> one.key().type() == SignatureType.ED25519 && one.key().name().equals(origin))
        // the one that was in use is tried first
        .sorted(Comparator.comparingLong(EarlierKey::last))
        .map(one -> new Key(VerifyingKey.decode(one.key().publicKey().toArray()), one.last()))
        .forEach(all::add);
    present.forEach(key -> all.add(new Key(key, Long.MAX_VALUE)));
    this.keys = List.copyOf(all);
  }

  /** Whether one of the keys that count at this offset has signed the record. */
  public boolean haveSigned(LogRecord record, long offset) {
    return signer(record, offset).isPresent();
  }

  /** Which of the keys that count at this offset has signed the record. */
  public Optional<VerifyingKey> signer(LogRecord record, long offset) {
    return keys.stream()
        .filter(key -> offset <= key.last() && signed(record, key.key()))
        .map(Key::key)
        .findFirst();
  }

  private static boolean signed(LogRecord record, VerifyingKey key) {
    try {
      record.verify(key);
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }
}
