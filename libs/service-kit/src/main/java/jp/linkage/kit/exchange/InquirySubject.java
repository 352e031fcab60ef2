package jp.linkage.kit.exchange;

import java.util.Map;
import jp.linkage.kit.person.AddresseeNumber;

/**
 * One person of an inquiry.
 *
 * @param addresseeNumber this agency's own number for the person; it does not leave the agency
 * @param parameters narrow what is asked, for instance {@code fiscalYear=2026} for {@code
 *     municipal-tax}; at most 10, names and values 1 to 64 characters; only the provider reads them
 */
public record InquirySubject(AddresseeNumber addresseeNumber, Map<String, String> parameters) {
  private static final int MAX_PARAMETERS = 10;
  private static final int MAX_LENGTH = 64;

  public InquirySubject {
    parameters = Map.copyOf(parameters);
    if (parameters.size() > MAX_PARAMETERS) {
      throw new IllegalArgumentException("a subject has at most 10 parameters");
    }
    parameters.forEach((name, value) -> {
      if (!fits(name) || !fits(value)) {
        throw new IllegalArgumentException(
            "the names and values of parameters have 1 to 64 characters");
      }
    });
  }

  private static boolean fits(String text) {
    return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_LENGTH;
  }
}
