package jp.linkage.kit.answer;

import java.util.List;
import java.util.Set;
import jp.linkage.protocol.header.InformationId;

/**
 * The port that an agency's service implements to provide information: one bean per service.
 *
 * <p>Who asks, under which row and about whom has been verified before. The call runs inside the
 * database transaction that stores the answer; it may read and write the service's own tables and
 * throws what it would throw anywhere.
 */
public interface ItemSource {
  /** What this service can provide; an exchange that asks for anything else is refused. */
  Set<InformationId> provides();

  /**
   * Looks up what was asked, once per exchange for all of its subjects.
   *
   * @return exactly one provision per subject, in the order of {@link ProvisionRequest#subjects}
   */
  List<Provision> provide(ProvisionRequest request);
}
