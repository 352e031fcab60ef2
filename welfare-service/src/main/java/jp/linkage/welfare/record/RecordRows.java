package jp.linkage.welfare.record;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The records, the newest first. */
@ApplicationScoped
class RecordRows implements PanacheRepositoryBase<RecordRow, RecordRow.Key> {

  List<RecordRow> page(RecordFilter filter, Optional<RecordCursor> before, int limit) {
    StringJoiner where = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    Parameters parameters = new Parameters();
    filter
        .from()
        .ifPresent(from -> {
          where.add("requestedAt >= :from");
          parameters.and("from", from);
        });
    filter
        .to()
        .ifPresent(to -> {
          where.add("requestedAt < :to");
          parameters.and("to", to);
        });
    filter
        .person()
        .ifPresent(person -> {
          where.add(
              "exists (select 1 from RecordSubjectRow s where s.exchangeId = r.exchangeId"
                  + " and s.role = r.role and s.addresseeNo = :person)");
          parameters.and("person", person.value());
        });
    filter
        .caseReference()
        .ifPresent(reference -> {
          where.add("caseReference = :case");
          parameters.and("case", reference.value());
        });
    filter
        .staff()
        .ifPresent(staff -> {
          where.add("staff = :staff");
          parameters.and("staff", staff.value());
        });
    before.ifPresent(cursor -> {
      where.add("(requestedAt < :at or (requestedAt = :at and exchangeId < :id))");
      parameters.and("at", cursor.requestedAt()).and("id", cursor.exchangeId());
    });
    return find(
            "from RecordRow r" + where + " order by requestedAt desc, exchangeId desc", parameters)
        .page(0, limit)
        .list();
  }
}
