package jp.linkage.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Messages put together from those of two exchanges. */
final class Mixtures {
  private Mixtures() {}

  /**
   * Every mixture of two messages.
   *
   * @param groups names of fields that belong together; those below {@code /items/0} begin so
   * @param whole whether the other message as a whole counts as a mixture: where it goes to
   *     somebody who expects this one
   */
  static List<Forgery> of(byte[] message, byte[] other, List<List<String>> groups, boolean whole) {
    var mixtures = new ArrayList<Forgery>();
    int all = (1 << groups.size()) - 1;
    for (int choice = 1; choice < all + (whole ? 1 : 0); choice++) {
      var taken = new ArrayList<String>();
      for (int i = 0; i < groups.size(); i++) {
        if ((choice >> i & 1) == 1) {
          taken.addAll(groups.get(i));
        }
      }
      mixtures.add(new Forgery("of another exchange: " + taken, () -> mix(message, other, taken)));
    }
    return List.copyOf(mixtures);
  }

  private static byte[] mix(byte[] message, byte[] other, List<String> fields) {
    JsonNode mixed = Json.read(message);
    JsonNode from = Json.read(other);
    for (String field : fields) {
      int name = field.lastIndexOf('/');
      JsonNode value = from.at(field);
      if (value.isMissingNode()) {
        throw new IllegalArgumentException("the other message has no " + field);
      }
      ((ObjectNode) mixed.at(field.substring(0, name))).set(field.substring(name + 1), value);
    }
    return Json.write(mixed);
  }
}
