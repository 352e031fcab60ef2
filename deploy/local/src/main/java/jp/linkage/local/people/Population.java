package jp.linkage.local.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The residents of the local run: those of the demo's applications, and others around them so that
 * the registries are not empty. The same seed gives the same people.
 */
public final class Population {
  private static final List<String> WITHOUT_AMOUNTS =
      List.of("undeclared", "no-materials", "no-domestic-address");
  // Both sides of every threshold of 施行令17条.
  private static final long[] AROUND_THRESHOLDS = {
    1_000, 159_900, 159_999, 160_000, 160_100, 279_900, 279_999, 280_000, 280_100, 460_000
  };

  private final RandomGenerator random;
  private final int fiscalYear;
  private final List<Resident> residents = new ArrayList<>();
  private final Set<String> numbers = new HashSet<>();

  private Population(long seed, int fiscalYear) {
    // The same people on every machine, so the algorithm is named.
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.fiscalYear = fiscalYear;
  }

  /**
   * Makes residents without applications.
   *
   * @param count at least 0
   * @param fiscalYear of their latest assessment; each also has one for the year before
   */
  public static Population of(long seed, int count, int fiscalYear) {
    var population = new Population(seed, fiscalYear);
    while (population.residents.size() < count) {
      population.addHousehold();
    }
    return population;
  }

  /** Everybody. */
  public List<Resident> residents() {
    return List.copyOf(residents);
  }

  /** The fiscal year of the latest assessments. */
  int fiscalYear() {
    return fiscalYear;
  }

  /** Adds somebody born on a date, without an assessment. */
  Resident add(LocalDate birthDate) {
    var resident = new Resident(residents.size() + 1, number(), birthDate);
    residents.add(resident);
    return resident;
  }

  private void addHousehold() {
    City city = random.nextInt(4) == 0 ? City.MIDORI : City.AOBA;
    int adults = 1 + random.nextInt(2);
    for (int i = 0; i < adults; i++) {
      Resident adult = add(birthDate(20, 90));
      boolean mover = random.nextInt(10) == 0;
      City before = mover ? (city == City.AOBA ? City.MIDORI : City.AOBA) : city;
      adult.assessed(before, fiscalYear - 1, facts());
      TaxFacts now = facts();
      if (now.status().equals("no-domestic-address")) {
        adult.livedIn(fiscalYear, Optional.empty());
      } else {
        adult.assessed(city, fiscalYear, now);
      }
    }
    int children = Math.max(0, random.nextInt(5) - 2);
    for (int i = 0; i < children; i++) {
      add(birthDate(0, 19)).livedIn(fiscalYear, Optional.of(city));
    }
  }

  private TaxFacts facts() {
    int draw = random.nextInt(20);
    if (draw < 5) {
      return TaxFacts.exempt();
    }
    if (draw < 5 + WITHOUT_AMOUNTS.size()) {
      return TaxFacts.without(WITHOUT_AMOUNTS.get(draw - 5));
    }
    if (draw < 12) {
      return TaxFacts.taxed(AROUND_THRESHOLDS[random.nextInt(AROUND_THRESHOLDS.length)]);
    }
    return TaxFacts.taxed(100L * random.nextInt(10, 6_000));
  }

  private LocalDate birthDate(int youngest, int oldest) {
    return LocalDate.of(fiscalYear - random.nextInt(youngest, oldest), 1, 1)
        .minusDays(random.nextInt(1, 365));
  }

  // 命令5条: the last digit is 11 − (Σ PₙQₙ mod 11), or 0 where the remainder is 0 or 1.
  private String number() {
    while (true) {
      var digits = new StringBuilder();
      int sum = 0;
      for (int place = 11; place >= 1; place--) {
        int digit = random.nextInt(10);
        digits.append(digit);
        sum += digit * (place <= 6 ? place + 1 : place - 5);
      }
      int remainder = sum % 11;
      digits.append(remainder <= 1 ? 0 : 11 - remainder);
      String number = digits.toString();
      if (!number.equals("0".repeat(12)) && numbers.add(number)) {
        return number;
      }
    }
  }
}
