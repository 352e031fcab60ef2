package jp.linkage.gateway.inquiry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The exchanges as operators see them: without the bytes. */
@ApplicationScoped
class ExchangeListRows implements PanacheRepositoryBase<ExchangeRow, UUID> {
  private static final String COUNT =
      """
      SELECT new jp.linkage.gateway.inquiry.ExchangeCount(
          inquirer, type, state, count(*), sum(itemCount))
      FROM ExchangeRow WHERE exchangeId >= :from
      GROUP BY inquirer, type, state ORDER BY inquirer, type, state
      """;

  /** At most {@code limit} exchanges, newest first. */
  @Transactional
  List<ExchangeSummary> list(ExchangeFilter filter, int limit) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    filter
        .state()
        .ifPresent(state -> {
          conditions.add("state = :state");
          values.put("state", state);
        });
    filter
        .type()
        .ifPresent(type -> {
          conditions.add("type = :type");
          values.put("type", type);
        });
    filter
        .agency()
        .ifPresent(agency -> {
          conditions.add("(inquirer = :agency or provider = :agency)");
          values.put("agency", agency.value());
        });
    filter
        .before()
        .ifPresent(id -> {
          conditions.add("exchangeId < :before");
          values.put("before", id.value());
        });
    // An exchange id is a UUIDv7: its order is that of time, and the primary key's
    return find(
            conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions),
            Sort.descending("exchangeId"),
            values)
        .project(ExchangeSummary.class)
        .page(0, limit)
        .list();
  }

  /** Counts the exchanges whose ids were made at this instant or later. */
  @Transactional
  List<ExchangeCount> counts(Instant from) {
    return getEntityManager()
        .createQuery(COUNT, ExchangeCount.class)
        .setParameter("from", smallest(from))
        .getResultList();
  }

  /** The smallest UUIDv7 of an instant (RFC 9562 §5.7). */
  private static UUID smallest(Instant instant) {
    return new UUID(instant.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
  }
}
