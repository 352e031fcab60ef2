package jp.linkage.kit.exchange;

import java.util.Map;
import jp.linkage.protocol.header.InformationId;

/** What the provider said about one subject of an inquiry. */
public sealed interface SubjectOutcome {
  /**
   * The provider holds records.
   *
   * @param information the fields of each information, name to value; a value is a String, Long,
   *     Boolean, List or Map of these. An information that was asked and is missing here has no
   *     record at the provider, and a field that is missing is not known there: neither means zero
   */
  record Provided(Map<InformationId, Map<String, Object>> information) implements SubjectOutcome {
    public Provided {
      information = Map.copyOf(information);
    }

    /** Does not print the content. */
    @Override
    public String toString() {
      return "Provided" + information.keySet();
    }
  }

  /** The provider knows the person and holds no record of what was asked; never means zero. */
  record NoRecord() implements SubjectOutcome {}

  /** The provider must not say, for instance because the person is protected (自動応答不可, 不開示). */
  record NotDisclosable() implements SubjectOutcome {}

  /** The person is not in the registry, or not known at the provider. */
  record UnknownPerson() implements SubjectOutcome {}

  /** A person at the provider decides first; resume the exchange later. */
  record Deferred() implements SubjectOutcome {}

  /** The provider did not answer about this subject. */
  record Refused() implements SubjectOutcome {}

  /** This agency has not enrolled the person, so nobody was asked: enrol the My Number first. */
  record NotEnrolled() implements SubjectOutcome {}
}
