package jp.linkage.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.evidence.EvidenceRows.Evidence;
import jp.linkage.audit.period.Openings;
import jp.linkage.audit.projection.ArchivedMonths;
import jp.linkage.audit.publication.ProofsOfEntries;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.audit.view.Viewed;
import jp.linkage.audit.witness.WitnessPolicy;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.evidence.EvidenceBundle;
import jp.linkage.protocol.evidence.EvidenceItem;
import jp.linkage.protocol.evidence.VerifyEvidence;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/**
 * Makes a bundle of everything that the log holds about some exchanges, all of it under the newest
 * checkpoint. What does not verify is not given out.
 *
 * <p>What commitments hide is shown to auditors of all agencies only: the log pseudonyms of the
 * persons are in it, by which two agencies together could tell that they know the same person.
 */
@ApplicationScoped
public class MakeBundle {
  /** The most bytes of records in a bundle, which is made in memory. */
  static final long MAX_RECORDS = 4L * 1024 * 1024;

  private final EvidenceRows rows;
  private final ProofsOfEntries proofs;
  private final WitnessPolicy policy;
  private final Openings openings;
  private final AuditKeys keys;
  private final Clock clock;

  MakeBundle(
      EvidenceRows rows,
      ProofsOfEntries proofs,
      WitnessPolicy policy,
      Openings openings,
      AuditKeys keys,
      Clock clock) {
    this.rows = rows;
    this.proofs = proofs;
    this.policy = policy;
    this.openings = openings;
    this.keys = keys;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The bundle as a file. */
    record Made(Bytes zip) implements Outcome {}

    /** The log holds nothing of these that the caller may see. */
    record Unknown(List<ExchangeId> exchanges) implements Outcome {}

    /** Records are of months that an operator has detached. */
    record Archived(ArchivedMonths months) implements Outcome {}

    /** A record is so new that no published checkpoint has it: in a moment one will. */
    record NotSealed() implements Outcome {}

    /** The records have more bytes than a bundle holds. */
    record TooLarge(long bytes) implements Outcome {}

    /** The newest tree, of this size, cannot have grown from the larger one that was asked for. */
    record Smaller(long size) implements Outcome {}
  }

  /**
   * Makes it.
   *
   * @param exchanges each once
   * @param since the size of a tree that the caller has seen before, from which the newest one is
   *     proven to have grown
   * @param view the logged query, with what its auditor may see
   * @throws IllegalStateException when what the database holds does not verify
   */
  public Outcome of(List<ExchangeId> exchanges, OptionalLong since, Viewed view) {
    AuditScope scope = view.scope();
    List<Evidence> found =
        rows.of(view, exchanges.stream().map(ExchangeId::value).toList()).stream()
            .filter(evidence -> isSeen(evidence, scope))
            .toList();
    Set<UUID> known = new HashSet<>();
    found.forEach(evidence -> known.add(evidence.exchangeId()));
    List<ExchangeId> unknown =
        exchanges.stream().filter(id -> !known.contains(id.value())).toList();
    if (!unknown.isEmpty()) {
      return new Outcome.Unknown(unknown);
    }
    ArchivedMonths archived =
        ArchivedMonths.of(
            found.stream().filter(evidence -> evidence.record().isEmpty()).map(Evidence::loggedAt));
    if (!archived.isEmpty()) {
      return new Outcome.Archived(archived);
    }
    long bytes = found.stream().mapToLong(evidence -> octets(evidence).length()).sum();
    if (bytes > MAX_RECORDS) {
      return new Outcome.TooLarge(bytes);
    }
    Optional<SignedCheckpoint> newest =
        proofs.newest().filter(signed -> found.getLast().index() < signed.checkpoint().size());
    if (newest.isEmpty()) {
      return new Outcome.NotSealed();
    }
    long size = newest.get().checkpoint().size();
    if (since.orElse(size) > size) {
      return new Outcome.Smaller(size);
    }
    try {
      return new Outcome.Made(bundle(found, since, newest.get(), scope));
    } catch (InvalidMessage | ProtocolViolation e) {
      // Not what the caller sent: rows or tiles that somebody changed
      throw new IllegalStateException("the log's database does not verify", e);
    }
  }

  private static boolean isSeen(Evidence evidence, AuditScope scope) {
    return switch (scope) {
      case AuditScope.AllAgencies() -> true;
      case AuditScope.OwnAgency(var agency) ->
          evidence.inquirer().equals(Optional.of(agency.value()))
              || evidence.provider().equals(Optional.of(agency.value()));
    };
  }

  private static Bytes octets(Evidence evidence) {
    return evidence.record().orElseThrow();
  }

  private Bytes bundle(
      List<Evidence> found, OptionalLong since, SignedCheckpoint newest, AuditScope scope) {
    SortedMap<Long, List<Bytes>> consistency = new TreeMap<>();
    long size = newest.checkpoint().size();
    if (since.orElse(size) < size) {
      consistency.put(since.getAsLong(), proofs.consistency(since.getAsLong(), size));
    }
    List<EvidenceItem> items = new ArrayList<>();
    for (Evidence evidence : found) {
      items.add(
          new EvidenceItem(
              octets(evidence),
              proofs.inclusion(evidence.index(), newest),
              scope instanceof AuditScope.AllAgencies ? opening(evidence) : Optional.empty(),
              evidence.receipt()));
    }
    Instant now = clock.instant();
    byte[] policyFile = policy.text().getBytes(UTF_8);
    byte[] zip =
        new EvidenceBundle(
                Bytes.of(policyFile), summary(found, newest, now), newest, consistency, items)
            .zip(NoteSigner.ed25519(newest.checkpoint().origin(), keys.logKey()), now);
    requireVerified(zip, new LogTrust(policy.inForce(), keys.earlierLogKeys()));
    return Bytes.of(zip);
  }

  private Optional<RecordDetails> opening(Evidence evidence) {
    return switch (LogRecord.parse(octets(evidence).toArray())) {
      case ExchangeRecord record -> openings.of(evidence.index(), record);
      case ReleaseRecord record -> openings.of(evidence.index(), record);
      case ConfigRecord _, KeyRecord _, ViewRecord _ -> Optional.empty();
    };
  }

  // A bundle that its reader refuses would accuse the log
  private static void requireVerified(byte[] zip, LogTrust trust) {
    List<String> failed =
        VerifyEvidence.verify(zip, trust, Optional.empty()).stream()
            .filter(check -> !check.passed())
            .map(Check::line)
            .toList();
    if (!failed.isEmpty()) {
      throw new IllegalStateException("a bundle does not hold: " + failed.getFirst());
    }
  }

  private static String summary(List<Evidence> found, SignedCheckpoint newest, Instant now) {
    var text = new StringBuilder();
    text.append("Evidence from the log ").append(newest.checkpoint().origin()).append('\n');
    text.append("made ").append(now).append(", under its checkpoint of ");
    text.append(newest.checkpoint().size()).append(" entries\n\n");
    for (Evidence evidence : found) {
      text.append("entry ").append(evidence.index());
      text.append("  ").append(evidence.type());
      text.append("  exchange ").append(evidence.exchangeId());
      evidence.inquirer().ifPresent(agency -> text.append("  ").append(agency));
      evidence.provider().ifPresent(agency -> text.append(" asked ").append(agency));
      if (evidence.shredded()) {
        text.append("  opening destroyed with the key of its month");
      }
      text.append('\n');
    }
    return text.append(
            "\nTo verify: ./linkage verify FILE --policy POLICY, with a policy that you trust.\n")
        .toString();
  }
}
