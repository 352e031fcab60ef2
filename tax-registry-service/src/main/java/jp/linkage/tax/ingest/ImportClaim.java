package jp.linkage.tax.ingest;

import java.util.UUID;
import jp.linkage.tax.file.FileFormat;

/**
 * The right of a worker to carry on a job, while its lease lasts.
 *
 * @param importId the job
 * @param worker who holds it
 * @param validated whether all lines are checked and staged
 */
record ImportClaim(
    UUID importId, UUID worker, FileFormat format, ImportMode mode, boolean validated) {}
