package jp.linkage.welfare.inquiry;

/** Where a person lived on the assessment day (賦課期日, 1 January), by the office's own records. */
public sealed interface Residence {

  /** In Japan: that municipality assesses the person (地方税法294条1項1号, 318条). */
  record InMunicipality(MunicipalityCode municipality) implements Residence {}

  /** Not in Japan: no municipality assesses the person. */
  record Abroad() implements Residence {
    static final String TEXT = "abroad";
  }

  /**
   * Reads {@code abroad} or a municipality code.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage for anything else
   */
  static Residence parse(String text) {
    return text.equals(Abroad.TEXT) ? new Abroad() : new InMunicipality(new MunicipalityCode(text));
  }

  /** Whether a designated city (指定都市) assesses the person. */
  default boolean inDesignatedCity() {
    return this instanceof InMunicipality(MunicipalityCode municipality)
        && municipality.isDesignatedCity();
  }

  /** The text that {@link #parse} reads. */
  default String text() {
    return switch (this) {
      case InMunicipality in -> in.municipality().value();
      case Abroad _ -> Abroad.TEXT;
    };
  }
}
