package jp.linkage.audit.manifest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import org.jboss.logging.Logger;

/** Gives out manifests that are in the log, and logs those that are not. */
@ApplicationScoped
public class LoggedManifests {
  private static final Logger LOG = Logger.getLogger(LoggedManifests.class);

  private final HeldManifest held;
  private final ComposeRecord compose;
  private final LogKafka log;
  private final LoggedManifestRows rows;
  private final Transactions transactions;
  private final Set<Bytes> logged = ConcurrentHashMap.newKeySet();

  LoggedManifests(
      HeldManifest held,
      ComposeRecord compose,
      LogKafka log,
      LoggedManifestRows rows,
      Transactions transactions) {
    this.held = held;
    this.compose = compose;
    this.log = log;
    this.rows = rows;
    this.transactions = transactions;
  }

  /**
   * The manifest that a header names, with this service's own permission table.
   *
   * @throws jp.linkage.kit.problem.ProblemException {@code manifest-mismatch}, if this service does
   *     not hold it
   * @throws jp.linkage.audit.append.LogUnavailable if it is not in the log and cannot be logged
   */
  public ManifestInForce of(Header header) {
    ManifestInForce inForce = held.require(header.manifest());
    if (!logged.contains(inForce.hash())) {
      record(inForce.manifest());
      logged.add(inForce.hash());
    }
    return inForce;
  }

  private void record(Manifest manifest) {
    transactions.inTransaction(connection -> {
      if (!rows.claim(connection, manifest.hash())) {
        return false;
      }
      AcknowledgedRecord record =
          log.append(
              compose.config(manifest.audit().logOrigin(), manifest.hash(), Instant.now()).leaf());
      rows.complete(connection, manifest.hash(), record.offset());
      LOG.infof("Manifest %d is in the log at offset %d", manifest.serial(), record.offset());
      return true;
    });
  }
}
