package jp.linkage.tax.assessment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The recorded figures of one assessment. A figure that is not recorded is unknown; it is never
 * taken for zero.
 *
 * @param values in the order of {@link Figure}; flags as 1 or 0; each in the range of its kind
 */
public record Figures(Map<Figure, Long> values) {
  /** No figure at all, as of a person who declared nothing. */
  public static final Figures NONE = new Figures(Map.of());

  public Figures {
    var copy = new EnumMap<Figure, Long>(Figure.class);
    copy.putAll(values);
    copy.forEach((figure, value) -> {
      if (!figure.kind().allows(value)) {
        throw new IllegalArgumentException(
            figure.jsonName() + ": expected " + figure.kind().form().en());
      }
    });
    values = Collections.unmodifiableMap(copy);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public boolean isRecorded(Figure figure) {
    return values.containsKey(figure);
  }

  /** The recorded value, or empty when it is unknown. */
  public OptionalLong value(Figure figure) {
    Long value = values.get(figure);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Whether a flag is recorded and set. */
  public boolean isSet(Figure flag) {
    return value(flag).orElse(0) == 1;
  }

  /** The recorded figures by their JSON names: flags as booleans, the others as integers. */
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    values.forEach((figure, value) -> json.put(figure.jsonName(), json(figure, value)));
    return json;
  }

  /** A value as JSON has it: a boolean for a flag, otherwise an integer. */
  public static Object json(Figure figure, long value) {
    return figure.kind() == FigureKind.FLAG ? (Object) (value == 1) : (Object) value;
  }

  /** Tells how many figures are recorded, and none of them: they are tax data. */
  @Override
  public String toString() {
    return "Figures[" + values.size() + " recorded]";
  }
}
