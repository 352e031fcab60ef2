package jp.linkage.audit.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.projection.LeafRead.Content;
import jp.linkage.audit.projection.LeafRead.Details;
import jp.linkage.audit.projection.LeafRead.Invalid;
import jp.linkage.audit.projection.LeafRead.Looked;
import jp.linkage.audit.projection.LeafRead.Valid;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import org.jboss.logging.Logger;

/**
 * Reads a leaf, whatever it is: what is no record of the log's key's stays a leaf and becomes
 * invalid, so that nobody hides a record by damaging it.
 */
@ApplicationScoped
public class ReadLeaf {
  private static final Logger LOG = Logger.getLogger(ReadLeaf.class);

  private final AuditKeys keys;
  private final PeriodKeys periodKeys;
  private final Map<String, RecordKeys> recordKeys = new ConcurrentHashMap<>();

  ReadLeaf(AuditKeys keys, PeriodKeys periodKeys) {
    this.keys = keys;
    this.periodKeys = periodKeys;
  }

  /** Reads the value of the record at this place of the log of this name. */
  public LeafRead read(long index, byte[] value, Instant loggedAt, String origin) {
    return new LeafRead(
        index,
        Bytes.of(value),
        Bytes.of(MerkleTree.leafHash(value)),
        loggedAt,
        content(index, value, origin));
  }

  private Content content(long index, byte[] value, String origin) {
    try {
      LogRecord record = LogRecord.parse(value);
      if (!record.log().equals(origin)) {
        throw new InvalidMessage("$.log", "this log's origin");
      }
      if (!recordKeys.computeIfAbsent(origin, keys::recordKeys).haveSigned(record, index)) {
        throw new InvalidMessage("$.signature", "one by the log");
      }
      return switch (record) {
        case ExchangeRecord exchange ->
            new Valid(exchange, key(exchange.period()).map(key -> details(key.open(exchange))));
        case ReleaseRecord release ->
            new Valid(release, key(release.period()).map(key -> details(key.open(release))));
        case ViewRecord view -> new Looked(view, key(view.period()).map(key -> key.open(view)));
        case ConfigRecord config -> new Valid(config, Optional.empty());
      };
    } catch (InvalidMessage | ProtocolViolation e) {
      LOG.errorf("The leaf at offset %d is invalid: %s", index, e.getMessage());
      return new Invalid();
    }
  }

  private Optional<PeriodKey> key(String period) {
    return periodKeys.find(period);
  }

  private static Details details(RecordDetails opened) {
    return new Details(Header.parse(opened.header().toArray()), opened);
  }
}
