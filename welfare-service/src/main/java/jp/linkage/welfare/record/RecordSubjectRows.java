package jp.linkage.welfare.record;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The persons of records. */
@ApplicationScoped
class RecordSubjectRows implements PanacheRepositoryBase<RecordSubjectRow, RecordSubjectRow.Key> {

  /** In the order of the exchange's items. */
  Map<RecordRow.Key, List<RecordView.SubjectView>> of(Collection<UUID> exchanges) {
    return exchanges.isEmpty()
        ? Map.of()
        : find("exchangeId in ?1 order by exchangeId, role, position", exchanges).stream()
            .collect(
                Collectors.groupingBy(
                    RecordSubjectRow::recordKey,
                    Collectors.mapping(RecordSubjectRow::toView, Collectors.toList())));
  }
}
