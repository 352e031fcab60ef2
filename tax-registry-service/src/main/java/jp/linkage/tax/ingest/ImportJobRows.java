package jp.linkage.tax.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.tax.file.FileFormat;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * The jobs. Whatever a worker writes is guarded by its claim: a worker that was slow and lost the
 * job cannot spoil it.
 */
@ApplicationScoped
class ImportJobRows implements PanacheRepositoryBase<ImportJobRow, UUID> {
  private static final String UNFINISHED = "state in ('waiting', 'validating', 'applying')";
  private static final String FREE = "(leased_until is null or leased_until < now())";

  private static final String CLAIM =
      """
      update import_job set worker = :worker, attempts = attempts + 1, changed_at = now(),
          leased_until = now() + make_interval(secs => :lease)
      where id = (select id from import_job where %s and %s
          order by requested_at limit 1 for update skip locked)
      returning id, format, mode, state
      """
          .formatted(UNFINISHED, FREE);

  private static final String GIVE_UP =
      """
      update import_job set state = 'failed', finished_at = now(), changed_at = now()
      where %s and %s and attempts >= :attempts returning id
      """
          .formatted(UNFINISHED, FREE);

  /** Goes before {@code where}, with what else changes; the guard of every worker's update. */
  private static final String GUARDED =
      """
      update import_job set %s, attempts = 0, changed_at = now(),
          leased_until = now() + make_interval(secs => :lease)
      where id = :id and worker = :worker
      """;

  private static final String RESTART =
      GUARDED.formatted(
          "state = 'validating', lines_read = 0, lines_accepted = 0, lines_rejected = 0, faults = 0");
  private static final String COUNT_READ =
      GUARDED.formatted(
          "lines_read = lines_read + :accepted + :rejected,"
              + " lines_accepted = lines_accepted + :accepted,"
              + " lines_rejected = lines_rejected + :rejected, faults = faults + :faults");
  private static final String COUNT_DUPLICATES =
      GUARDED.formatted(
          "lines_accepted = lines_accepted - :rejected,"
              + " lines_rejected = lines_rejected + :rejected, faults = faults + :faults");
  private static final String COUNT_APPLIED =
      GUARDED.formatted(
          "applied_through = :through, lines_applied = lines_applied + :applied,"
              + " assessments_new = assessments_new + :added,"
              + " assessments_changed = assessments_changed + :changed,"
              + " assessments_unchanged = assessments_unchanged + :unchanged");
  private static final String CONTINUE = GUARDED.formatted("state = :state");
  private static final String FINISH = GUARDED.formatted("state = :state, finished_at = now()");

  private final ImportConfig config;

  ImportJobRows(ImportConfig config) {
    this.config = config;
  }

  Optional<ImportJob> job(UUID importId) {
    return findByIdOptional(importId).map(ImportJobRow::toJob);
  }

  /** The latest jobs, or those before another one. */
  List<ImportJob> latest(Optional<UUID> before, int limit) {
    if (before.isEmpty()) {
      return jobs("order by requestedAt desc, id desc", limit);
    }
    return jobs(
        "(requestedAt, id) < (select b.requestedAt, b.id from ImportJobRow b where b.id = ?1)"
            + " order by requestedAt desc, id desc",
        limit,
        before.get());
  }

  private List<ImportJob> jobs(String query, int limit, Object... parameters) {
    return find(query, parameters).page(0, limit).stream().map(ImportJobRow::toJob).toList();
  }

  void begin(UUID importId, FileFormat format, ImportMode mode, StaffPseudonym staff) {
    sql("""
    insert into import_job (id, format, mode, state, requested_by)
    values (:id, :format, :mode, 'receiving', :staff)
    """)
        .setParameter("id", importId)
        .setParameter("format", format.id())
        .setParameter("mode", mode.id())
        .setParameter("staff", staff.value())
        .executeUpdate();
  }

  /**
   * Marks the file as here, for a worker to take.
   *
   * @return the job that has the same file already, in which case nothing was changed
   */
  Optional<UUID> receive(UUID importId, Bytes sha256, long sizeBytes) {
    int isNew =
        sql("insert into import_file values (:sha256, :id) on conflict do nothing")
            .setParameter("sha256", sha256.toArray())
            .setParameter("id", importId)
            .executeUpdate();
    if (isNew == 0) {
      return sql("select import_id from import_file where sha256 = :sha256", UUID.class)
          .setParameter("sha256", sha256.toArray())
          .getResultStream()
          .findFirst();
    }
    sql("""
    update import_job set state = 'waiting', sha256 = :sha256, size_bytes = :size,
        changed_at = now()
    where id = :id
    """)
        .setParameter("id", importId)
        .setParameter("sha256", sha256.toArray())
        .setParameter("size", sizeBytes)
        .executeUpdate();
    return Optional.empty();
  }

  /** Forgets a job whose file did not arrive, or had arrived before. */
  void discard(UUID importId) {
    sql("delete from import_job where id = :id").setParameter("id", importId).executeUpdate();
  }

  /** Takes the oldest job that nobody holds. */
  Optional<ImportClaim> claim(UUID worker) {
    return sql(CLAIM, Object[].class)
        .setParameter("worker", worker)
        .setParameter("lease", leaseSeconds())
        .getResultStream()
        .map(columns -> claim(worker, columns))
        .findFirst();
  }

  private static ImportClaim claim(UUID worker, Object[] columns) {
    return new ImportClaim(
        (UUID) columns[0],
        worker,
        FileFormat.parse((String) columns[1]).orElseThrow(),
        ImportMode.parse((String) columns[2]).orElseThrow(),
        columns[3].equals(ImportState.APPLYING.id()));
  }

  /** Lets another worker, or this one, take the job at once. */
  void release(ImportClaim claim) {
    sql("update import_job set leased_until = null where id = :id and worker = :worker")
        .setParameter("id", claim.importId())
        .setParameter("worker", claim.worker())
        .executeUpdate();
  }

  /** Ends jobs that made no progress in several attempts, and forgets files that stopped coming. */
  void giveUp() {
    sql(GIVE_UP, UUID.class)
        .setParameter("attempts", config.attempts())
        .getResultList()
        .forEach(importId -> {
          removeWorkingData(importId);
          forgetFile(importId);
        });
    sql("""
    delete from import_job
    where state = 'receiving' and changed_at < now() - interval '1 hour'
    """)
        .executeUpdate();
  }

  void restartValidation(ImportClaim claim) {
    write(guarded(RESTART, claim));
    sql("delete from import_line where import_id = :id")
        .setParameter("id", claim.importId())
        .executeUpdate();
    sql("delete from import_fault where import_id = :id")
        .setParameter("id", claim.importId())
        .executeUpdate();
  }

  void countRead(ImportClaim claim, int accepted, int rejected, int faults) {
    write(
        guarded(COUNT_READ, claim)
            .setParameter("accepted", accepted)
            .setParameter("rejected", rejected)
            .setParameter("faults", faults));
  }

  void countDuplicates(ImportClaim claim, int rejected, int faults) {
    write(
        guarded(COUNT_DUPLICATES, claim)
            .setParameter("rejected", rejected)
            .setParameter("faults", faults));
  }

  void startApplying(ImportClaim claim) {
    write(guarded(CONTINUE, claim).setParameter("state", ImportState.APPLYING.id()));
  }

  void countApplied(ImportClaim claim, AppliedBatch batch) {
    write(
        guarded(COUNT_APPLIED, claim)
            .setParameter("through", batch.through())
            .setParameter("applied", batch.lines())
            .setParameter("added", batch.added())
            .setParameter("changed", batch.changed())
            .setParameter("unchanged", batch.lines() - batch.added() - batch.changed()));
  }

  int appliedThrough(ImportClaim claim) {
    return sql("select applied_through from import_job where id = :id", Integer.class)
        .setParameter("id", claim.importId())
        .getSingleResult();
  }

  void complete(ImportClaim claim) {
    write(guarded(FINISH, claim).setParameter("state", ImportState.COMPLETED.id()));
    removeWorkingData(claim.importId());
  }

  /** The file may be sent again: as it is in another mode, for instance. */
  void reject(ImportClaim claim) {
    write(guarded(FINISH, claim).setParameter("state", ImportState.REJECTED.id()));
    removeWorkingData(claim.importId());
    forgetFile(claim.importId());
  }

  private void removeWorkingData(UUID importId) {
    sql("delete from import_chunk where import_id = :id")
        .setParameter("id", importId)
        .executeUpdate();
    sql("delete from import_line where import_id = :id")
        .setParameter("id", importId)
        .executeUpdate();
  }

  private void forgetFile(UUID importId) {
    sql("delete from import_file where import_id = :id")
        .setParameter("id", importId)
        .executeUpdate();
  }

  private Query guarded(String update, ImportClaim claim) {
    return sql(update)
        .setParameter("id", claim.importId())
        .setParameter("worker", claim.worker())
        .setParameter("lease", leaseSeconds());
  }

  private static void write(Query guarded) {
    if (guarded.executeUpdate() == 0) {
      throw new ClaimLost();
    }
  }

  private double leaseSeconds() {
    return config.lease().toMillis() / 1000.0;
  }

  private Query sql(String statement) {
    return getEntityManager().createNativeQuery(statement);
  }

  private <T> NativeQuery<T> sql(String statement, Class<T> result) {
    return getEntityManager().unwrap(Session.class).createNativeQuery(statement, result);
  }
}
