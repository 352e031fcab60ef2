package jp.linkage.tax.request;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.json.InvalidMessage;
import org.jspecify.annotations.Nullable;

/** Reads path, query and header parameters; a wrong one is {@link InvalidMessage}, named by it. */
public final class Parameters {
  /** The page size when none is asked, as the annotations of the resources need it. */
  public static final String USUAL_LIMIT = "100";

  private static final int LARGEST_LIMIT = 1000;
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private Parameters() {}

  public static AddresseeNumber addressee(String text) {
    try {
      return new AddresseeNumber(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidMessage("addresseeNumber", "1 to 20 letters, digits or hyphens");
    }
  }

  /** The id of something that this service named with a UUID. */
  public static UUID id(String name, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new InvalidMessage(name, "a UUID");
    }
  }

  public static int limit(int limit) {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new InvalidMessage("limit", "1 to " + LARGEST_LIMIT);
    }
    return limit;
  }

  /** The header {@code Idempotency-Key}, which every attempt of one wish repeats. */
  public static String idempotencyKey(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(key -> IDEMPOTENCY_KEY.matcher(key).matches())
        .orElseThrow(() -> new InvalidMessage("Idempotency-Key", "1 to 64 of [A-Za-z0-9._:-]"));
  }
}
