package jp.linkage.audit.trail;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;

/** Which queries of auditors. */
record LookFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<StaffPseudonym> auditor,
    Optional<String> operation) {
  static final Set<String> NAMES = Set.of("from", "to", "auditor", "operation");

  private static final Pattern OPERATION = Pattern.compile("[a-z-]{1,40}");

  static LookFilter of(Map<String, String> parameters) {
    return new LookFilter(
        QueryParameters.value(parameters, "from", EntryFilter::instant),
        QueryParameters.value(parameters, "to", EntryFilter::instant),
        QueryParameters.value(parameters, "auditor", StaffPseudonym::new),
        QueryParameters.value(parameters, "operation", LookFilter::operation));
  }

  private static String operation(String text) {
    if (!OPERATION.matcher(text).matches()) {
      throw InvalidMessage.value("an operation such as search-entries");
    }
    return text;
  }
}
