package jp.linkage.kit.answer;

import java.util.Map;
import jp.linkage.protocol.header.InformationId;

/** What a service has to say about one subject. */
public sealed interface Provision {
  /**
   * There are records.
   *
   * @param information the fields of each information of which there is a record, name to value; a
   *     value is a String, Long, Boolean, List or Map of these, and what is not known is left out.
   *     At least one information, and no information or field that {@link ProvisionRequest#fields}
   *     does not name
   */
  record Provided(Map<InformationId, Map<String, Object>> information) implements Provision {
    public Provided {
      information = Map.copyOf(information);
      if (information.isEmpty()) {
        throw new IllegalArgumentException("no information at all is NoRecord");
      }
    }

    /** Does not print the content. */
    @Override
    public String toString() {
      return "Provided" + information.keySet();
    }
  }

  /** The person is known, and there is no record of what was asked. */
  record NoRecord() implements Provision {}

  /** There may be records, and they are not to be given (不開示). */
  record NotDisclosable() implements Provision {}

  /**
   * A person has to decide first (自動応答不可). The inquirer is told that the answer is deferred, and
   * this subject is asked of the service again when the inquirer resumes the exchange.
   */
  record NeedsRelease() implements Provision {}
}
