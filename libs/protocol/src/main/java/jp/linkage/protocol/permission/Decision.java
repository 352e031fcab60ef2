package jp.linkage.protocol.permission;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.problem.ProblemType;

/** Whether an exchange is permitted. */
public sealed interface Decision {
  /**
   * The exchange is permitted.
   *
   * @param rows the row that allows each information; none but for CONVERT
   */
  record Permitted(SortedMap<InformationId, PermissionRow> rows) implements Decision {
    /** Copies the rows. */
    public Permitted {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * The claim {@code row} of the permit: the ids of the rows, with commas, in the order of the
     * information.
     */
    public String rowIds() {
      return rows.values().stream().map(PermissionRow::id).collect(Collectors.joining(","));
    }

    /** The fields of each information that the provider may give. */
    public Map<InformationId, Set<String>> fields() {
      return rows.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().fields()));
    }
  }

  /**
   * The exchange is denied.
   *
   * @param cause which check failed
   * @param reason what was expected, in English, at most 300 characters, without a person's data;
   *     for the problem's detail, the log and the DENY record
   * @param closestRow the id of the row that comes closest, where the table denied it
   */
  record Denied(DenialCause cause, String reason, Optional<String> closestRow) implements Decision {
    /** How the denial is reported to the caller. */
    public ProblemType problemType() {
      return cause == DenialCause.OTHER_MANIFEST
          ? ProblemType.MANIFEST_MISMATCH
          : ProblemType.NOT_PERMITTED;
    }
  }
}
