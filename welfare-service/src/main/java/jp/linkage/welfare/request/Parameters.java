package jp.linkage.welfare.request;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Parameters() {}

  /** A parameter that a value type reads, or empty when it is absent. */
  public static <T> Optional<T> optional(
      String name, @Nullable String text, Function<String, T> reader) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (InvalidMessage e) {
      throw new InvalidMessage(name, e.expected());
    }
  }

  /** A person of this office. */
  public static AddresseeNumber addressee(String text) {
    try {
      return new AddresseeNumber(text);
    } catch (IllegalArgumentException _) {
      throw InvalidMessage.value("1 to 20 letters, digits or hyphens");
    }
  }

  /** The id of something that this service named with a UUID. */
  public static UUID uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw InvalidMessage.value("a UUID");
    }
    return UUID.fromString(text);
  }

  /** The size of a page. */
  public static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new InvalidMessage("limit", "1 to " + LARGEST_LIMIT);
  }

  /** The header {@code Idempotency-Key}, which every attempt of one wish repeats. */
  public static String idempotencyKey(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(key -> IDEMPOTENCY_KEY.matcher(key).matches())
        .orElseThrow(() -> new InvalidMessage("Idempotency-Key", "1 to 64 of [A-Za-z0-9._:-]"));
  }
}
