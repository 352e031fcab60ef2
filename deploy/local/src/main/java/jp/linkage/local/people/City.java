package jp.linkage.local.people;

import jp.linkage.local.stack.Processes;

/** The fictional cities of the local run. */
public enum City {
  AOBA("999018", Processes.AOBA_TAX),
  MIDORI("999026", Processes.MIDORI_TAX);

  private final String municipalityCode;
  private final String taxRegistry;

  City(String municipalityCode, String taxRegistry) {
    this.municipalityCode = municipalityCode;
    this.taxRegistry = taxRegistry;
  }

  /** 6 digits, outside the range of real municipalities. */
  public String municipalityCode() {
    return municipalityCode;
  }

  /** The id of the agency that assesses the city's inhabitant tax. */
  public String taxRegistry() {
    return taxRegistry;
  }
}
