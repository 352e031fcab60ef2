package jp.linkage.kit.steps;

import java.util.Map;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.crypto.SecretBytes;

/** One item of an M3 after its proofs were verified. */
public sealed interface OpenedQuery {
  /**
   * A person to look up and an answer to seal.
   *
   * @param token T_B, the answering agency's own token of the person
   * @param parameters what the inquirer narrowed the request to
   * @param answerKey to which the answer is sealed
   * @param answerSecret the export of the query's context, 32 bytes
   */
  record Opened(
      PersonToken token,
      Map<String, String> parameters,
      HpkePublicKey answerKey,
      SecretBytes answerSecret)
      implements OpenedQuery {
    public Opened {
      parameters = Map.copyOf(parameters);
    }

    /** Not the parameters, which say something about a person. */
    @Override
    public String toString() {
      return "Opened[redacted]";
    }
  }

  /** A person whom the registry does not know: there is nothing to open. */
  record Rejected() implements OpenedQuery {}

  /**
   * A query that the asking agency sealed wrongly: refused by itself.
   *
   * @param reason for the local log
   */
  record Unreadable(String reason) implements OpenedQuery {}
}
