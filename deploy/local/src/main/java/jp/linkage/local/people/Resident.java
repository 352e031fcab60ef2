package jp.linkage.local.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A synthetic resident; mutable while the population is made. */
public final class Resident {
  private final int index;
  private final String number;
  private final LocalDate birthDate;
  private final Map<Integer, Optional<City>> homes = new TreeMap<>();
  private final List<Assessment> assessments = new ArrayList<>();
  private boolean registered = true;
  private boolean knownToTaxRegistry = true;
  private Optional<String> protection = Optional.empty();

  /**
   * An assessment of the resident.
   *
   * @param city that assessed
   * @param fiscalYear that it is for
   * @param facts the result
   */
  public record Assessment(City city, int fiscalYear, TaxFacts facts) {}

  Resident(int index, String number, LocalDate birthDate) {
    this.index = index;
    this.number = number;
    this.birthDate = birthDate;
  }

  Resident assessed(City city, int fiscalYear, TaxFacts facts) {
    homes.put(fiscalYear, Optional.of(city));
    assessments.add(new Assessment(city, fiscalYear, facts));
    return this;
  }

  /** Lives somewhere on 1 January of a year, without an assessment; empty is abroad. */
  Resident livedIn(int year, Optional<City> city) {
    homes.put(year, city);
    return this;
  }

  Resident notRegistered() {
    registered = false;
    return this;
  }

  Resident unknownToTaxRegistry() {
    knownToTaxRegistry = false;
    return this;
  }

  Resident protectedBy(String flag) {
    protection = Optional.of(flag);
    return this;
  }

  /** The welfare office's addressee number (宛名番号). */
  public String welfareAddressee() {
    return "W%06d".formatted(index);
  }

  /** A tax registry's addressee number; every agency numbers on its own. */
  public String taxAddressee(City city) {
    return city.name().charAt(0) + "%07d".formatted(1_000_003L * index % 10_000_000);
  }

  /** The resident registry's addressee number. */
  public String registryAddressee() {
    return "R%06d".formatted(index);
  }

  /** 12 digits that pass the check digit. */
  public String number() {
    return number;
  }

  /** The date of birth. */
  public LocalDate birthDate() {
    return birthDate;
  }

  /** Where the resident lived on 1 January of a year; empty is abroad. */
  public Optional<City> homeOn1January(int year) {
    return homes.getOrDefault(year, Optional.of(City.AOBA));
  }

  /** The cities whose tax registry knows the resident. */
  public List<City> taxCities() {
    if (!knownToTaxRegistry) {
      return List.of();
    }
    var cities = new ArrayList<City>();
    for (City city : City.values()) {
      if (homes.containsValue(Optional.of(city))) {
        cities.add(city);
      }
    }
    return cities;
  }

  /** All assessments. */
  public List<Assessment> assessments() {
    return List.copyOf(assessments);
  }

  /** Whether the resident registry registers the resident at the audit-service. */
  public boolean registered() {
    return registered;
  }

  /** {@code not-disclosable} (不開示) or {@code manual-release} (自動応答不可), set at the tax registry. */
  public Optional<String> protection() {
    return protection;
  }
}
