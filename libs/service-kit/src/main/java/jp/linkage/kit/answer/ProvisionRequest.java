package jp.linkage.kit.answer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;

/**
 * A verified request for information about persons whom this agency knows.
 *
 * @param header who asks whom, on which basis, for which case, until when
 * @param row id of the row of the permission table that allows it, on this agency's own copy
 * @param fields what was asked: for each information the fields that the row allows to be given
 * @param subjects about whom, 1 to 500
 */
public record ProvisionRequest(
    Header header,
    String row,
    Map<InformationId, Set<String>> fields,
    List<ProvisionSubject> subjects) {
  public ProvisionRequest {
    fields = Map.copyOf(fields);
    subjects = List.copyOf(subjects);
  }
}
