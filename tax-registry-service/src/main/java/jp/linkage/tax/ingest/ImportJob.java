package jp.linkage.tax.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.tax.file.FileFormat;

/**
 * An import as it stands.
 *
 * @param requestedBy who sent the file
 * @param sizeBytes the size of the file, 0 until it is received
 * @param read lines of data read so far
 * @param accepted of those, the right ones
 * @param rejected of those, the wrong ones
 * @param faults how many faults were found; not all need be kept
 * @param applied lines imported so far, of which brought
 * @param added a first assessment of a person and year,
 * @param changed another content,
 * @param unchanged what was on record already
 */
public record ImportJob(
    UUID id,
    FileFormat format,
    ImportMode mode,
    ImportState state,
    StaffPseudonym requestedBy,
    Instant requestedAt,
    Optional<Instant> finishedAt,
    long sizeBytes,
    int read,
    int accepted,
    int rejected,
    int faults,
    int applied,
    int added,
    int changed,
    int unchanged) {}
