package jp.linkage.kit.steps;

import java.util.Map;
import jp.linkage.protocol.conversion.PersonToken;

/**
 * One person to ask about.
 *
 * @param token T_A, this agency's token of the person
 * @param parameters what only the provider reads
 */
public record AskedPerson(PersonToken token, Map<String, String> parameters) {
  public AskedPerson {
    parameters = Map.copyOf(parameters);
  }
}
