package jp.linkage.audit.flag;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.audit.flag.rule.FlagRule;
import jp.linkage.audit.flag.rule.Severity;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Which flags. All conditions hold at once.
 *
 * @param from about something that was logged at this instant or later
 * @param to about something that was logged before this instant
 * @param agency the asking one, or the asked one where it is only one
 */
record FlagFilter(
    Optional<FlagRule> rule,
    Optional<Severity> severity,
    Optional<FlagState> state,
    Optional<AgencyId> agency,
    Optional<StaffPseudonym> staff,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<ExchangeId> exchange) {
  static final Set<String> NAMES =
      Set.of("rule", "severity", "state", "agency", "staff", "from", "to", "exchangeId");

  FlagFilter {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new InvalidMessage("$.to", "an instant after from");
    }
  }

  static FlagFilter of(Map<String, String> parameters) {
    return new FlagFilter(
        QueryParameters.value(parameters, "rule", FlagRule::parse),
        QueryParameters.value(parameters, "severity", Severity::parse),
        QueryParameters.value(parameters, "state", FlagState::parse),
        QueryParameters.value(parameters, "agency", AgencyId::new),
        QueryParameters.value(parameters, "staff", StaffPseudonym::new),
        QueryParameters.value(parameters, "from", EntryFilter::instant),
        QueryParameters.value(parameters, "to", EntryFilter::instant),
        QueryParameters.value(parameters, "exchangeId", ExchangeId::parse));
  }

  /** The conditions by their names, each in its one form. */
  SortedMap<String, String> conditions() {
    SortedMap<String, String> conditions = new TreeMap<>();
    rule.ifPresent(value -> conditions.put("rule", value.text()));
    severity.ifPresent(value -> conditions.put("severity", value.text()));
    state.ifPresent(value -> conditions.put("state", value.text()));
    agency.ifPresent(value -> conditions.put("agency", value.value()));
    staff.ifPresent(value -> conditions.put("staff", value.value()));
    from.ifPresent(value -> conditions.put("from", value.toString()));
    to.ifPresent(value -> conditions.put("to", value.toString()));
    exchange.ifPresent(value -> conditions.put("exchangeId", value.toString()));
    return conditions;
  }

  /** The flags that meet all conditions, within a scope. */
  FlagSelect select(AuditScope scope) {
    FlagSelect select = FlagSelect.within(scope);
    rule.ifPresent(value -> select.and("f.rule = ?", value.text()));
    severity.ifPresent(value -> select.and("f.severity = ?", value.text()));
    // without a parameter, so that the planner sees that the index of open ones holds it
    state.ifPresent(value -> select.and("f.state = '" + value.text() + "'"));
    agency.ifPresent(
        value -> select.and("(f.agency = ? or f.provider = ?)", value.value(), value.value()));
    staff.ifPresent(value -> select.and("f.staff = ?", value.value()));
    from.ifPresent(value -> select.and("f.logged_to > ?", value));
    to.ifPresent(value -> select.and("f.logged_from < ?", value));
    exchange.ifPresent(value ->
        select.and(
            "f.flag_id in (select flag_id from flag_evidence where exchange_id = ?)",
            value.value()));
    return select;
  }

  /** Conditions with their values; always within an auditor's scope. */
  static final class FlagSelect {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private FlagSelect() {}

    /** An agency's auditor sees what the agency asked, and what is between it and one other. */
    static FlagSelect within(AuditScope scope) {
      return switch (scope) {
        case AuditScope.AllAgencies() -> new FlagSelect().and("true");
        case AuditScope.OwnAgency(var own) ->
            new FlagSelect().and("(f.agency = ? or f.provider = ?)", own.value(), own.value());
      };
    }

    FlagSelect and(String condition, Object... more) {
      conditions.add(condition);
      values.addAll(List.of(more));
      return this;
    }

    String where() {
      return " where " + String.join(" and ", conditions);
    }

    Object[] values() {
      return values.toArray();
    }
  }
}
