package jp.linkage.audit.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.period.Openings;
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
import jp.linkage.protocol.receipt.KeyRecord;
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
  private final Openings openings;
  private final Map<String, RecordKeys> recordKeys = new ConcurrentHashMap<>();

  ReadLeaf(AuditKeys keys, Openings openings) {
    this.keys = keys;
    this.openings = openings;
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
            new Valid(exchange, openings.of(index, exchange).map(ReadLeaf::details));
        case ReleaseRecord release ->
            new Valid(release, openings.of(index, release).map(ReadLeaf::details));
        case ViewRecord view -> new Looked(view, openings.of(index, view));
        case ConfigRecord _, KeyRecord _ -> new Valid(record, Optional.empty());
      };
    } catch (InvalidMessage | ProtocolViolation e) {
      LOG.errorf("The leaf at offset %d is invalid: %s", index, e.getMessage());
      return new Invalid();
    }
  }

  private static Details details(RecordDetails opened) {
    return new Details(Header.parse(opened.header().toArray()), opened);
  }
}
