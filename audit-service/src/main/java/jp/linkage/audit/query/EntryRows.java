package jp.linkage.audit.query;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.linkage.audit.query.AuditScope.AllAgencies;
import jp.linkage.audit.query.AuditScope.OwnAgency;
import jp.linkage.protocol.json.InvalidMessage;

/** Searches the projection, the newest first, page by page without counting. */
@ApplicationScoped
class EntryRows implements PanacheRepositoryBase<EntryRow, Long> {
  private static final Sort NEWEST_FIRST = Sort.descending("loggedAt", "leafIndex");

  /** One row more than the limit, if there are as many. */
  List<EntryRow> find(EntryFilter filter, AuditScope scope) {
    Where where = new Where();
    where.scope(scope);
    filter.from().ifPresent(from -> where.and("loggedAt >= :from", "from", from));
    filter.to().ifPresent(to -> where.and("loggedAt < :to", "to", to));
    filter.inquirer().ifPresent(id -> where.and("inquirer = :inquirer", "inquirer", id.value()));
    filter.provider().ifPresent(id -> where.and("provider = :provider", "provider", id.value()));
    filter.item().ifPresent(item -> where.and("itemNumber = :item", "item", item.value()));
    filter.affair().ifPresent(id -> where.and("affair = :affair", "affair", id.value()));
    filter
        .procedure()
        .ifPresent(number -> where.and("procedure = :procedure", "procedure", number.value()));
    filter
        .information()
        .ifPresent(id ->
            where.and("array_contains(information, :information)", "information", id.value()));
    filter.staff().ifPresent(staff -> where.and("staff = :staff", "staff", staff.value()));
    filter.type().ifPresent(type -> where.and("type = :type", "type", type.name()));
    filter.exchange().ifPresent(id -> where.and("exchangeId = :exchange", "exchange", id.value()));
    filter.before().ifPresent(before -> where.before(before, place(before, scope)));
    return find(where.text(), NEWEST_FIRST, where.parameters).range(0, filter.limit()).list();
  }

  /** All rows of an exchange that the scope shows, the oldest first. */
  List<EntryRow> ofExchange(UUID exchange, AuditScope scope) {
    Where where = new Where();
    where.scope(scope);
    where.and("exchangeId = :exchange", "exchange", exchange);
    return find(where.text(), Sort.ascending("leafIndex"), where.parameters).list();
  }

  private EntryRow place(long leafIndex, AuditScope scope) {
    Where where = new Where();
    where.scope(scope);
    where.and("leafIndex = :place", "place", leafIndex);
    return find(where.text(), where.parameters)
        .firstResultOptional()
        .orElseThrow(() -> new InvalidMessage("query.before", "the leaf index of an entry"));
  }

  /** A condition of fixed fragments; values are parameters only. */
  private static final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final Parameters parameters = new Parameters();

    void scope(AuditScope scope) {
      switch (scope) {
        case AllAgencies() -> conditions.add("1 = 1");
        case OwnAgency(var agency) ->
            and("(inquirer = :own or provider = :own)", "own", agency.value());
      }
    }

    void and(String condition, String name, Object value) {
      conditions.add(condition);
      parameters.and(name, value);
    }

    void before(long leafIndex, EntryRow place) {
      // the first part alone can use an index on the time
      and("loggedAt <= :placeTime", "placeTime", place.loggedAt);
      and("(loggedAt < :placeTime or leafIndex < :placeIndex)", "placeIndex", leafIndex);
    }

    String text() {
      return String.join(" and ", conditions);
    }
  }
}
