package jp.linkage.kit.answer;

import java.util.Map;
import jp.linkage.kit.person.AddresseeNumber;

/**
 * One person whose information is asked.
 *
 * @param addresseeNumber this agency's own number of the person
 * @param parameters what the inquirer narrowed the request to, for instance {@code
 *     fiscalYear=2026}; verified only in form, so a meaningless value is the service's to judge
 */
public record ProvisionSubject(AddresseeNumber addresseeNumber, Map<String, String> parameters) {
  public ProvisionSubject {
    parameters = Map.copyOf(parameters);
  }
}
