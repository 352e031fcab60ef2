package jp.linkage.tax.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param next what to ask for the part after this one; absent at the end of the list
 */
public record Page<T>(
    List<T> items, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Makes a page.
   *
   * @param found one more than {@code limit}, where the list goes on
   * @param cursor names the place of an item in the list
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
  }

  /** The same page of other items. */
  public <U> Page<U> map(Function<T, U> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }
}
