package jp.linkage.audit.period;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.SecretBytes;

/** Finds the key of a month, and makes the current month's on its first use. */
@ApplicationScoped
public class PeriodKeys {
  /** A key that was destroyed is forgotten by every replica within this time. */
  public static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final PeriodKeyRows rows;
  private final AuditKeys keys;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  /** Also that there is no key: a rebuild reads millions of records of a destroyed month. */
  private record Remembered(Optional<PeriodKey> key, long until) {}

  PeriodKeys(PeriodKeyRows rows, AuditKeys keys) {
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * The key of the month that holds this instant. Its row is committed before it is given out, so
   * that no record is ever sealed under a key that a rollback takes away.
   *
   * @throws jp.linkage.audit.database.DatabaseUnavailable if the database does not answer
   */
  public PeriodKey at(Instant instant) {
    String period = YearMonth.from(instant.atOffset(ZoneOffset.UTC)).toString();
    return find(period).orElseGet(() -> create(period));
  }

  /** The key of a month; empty if it was destroyed, or never was. */
  public Optional<PeriodKey> find(String period) {
    Remembered known = remembered.get(period);
    if (known != null && known.until() - System.nanoTime() > 0) {
      return known.key();
    }
    Optional<PeriodKey> found = rows.find(period).map(wrapped -> unwrap(period, wrapped));
    remembered.put(period, new Remembered(found, System.nanoTime() + REMEMBERED.toNanos()));
    return found;
  }

  /** Forgets the key of a month, which was destroyed. Other replicas do within a minute. */
  public void forget(YearMonth month) {
    remembered.remove(month.toString());
  }

  private PeriodKey create(String period) {
    SecretBytes key = SecretBytes.random(Aead.KEY_SIZE);
    rows.insertIfAbsent(period, keys.periodMaster().seal(key.toByteArray(), associated(period)));
    key.wipe();
    remembered.remove(period);
    return find(period)
        .orElseThrow(() -> new IllegalStateException("the key of " + period + " was destroyed"));
  }

  private PeriodKey unwrap(String period, byte[] wrapped) {
    byte[] key = keys.periodMaster().open(wrapped, associated(period));
    return new PeriodKey(period, Aead.of(SecretBytes.copyOf(key)));
  }

  private static byte[] associated(String period) {
    return ("period key " + period).getBytes(US_ASCII);
  }
}
