package jp.linkage.local.people;

import java.util.List;

/**
 * The residents of the local run and the applications that some of them make; the same people at
 * every run.
 *
 * @param residents everybody
 * @param applications what the demo takes in
 */
public record DemoPeople(List<Resident> residents, List<Application> applications) {
  /** The fiscal year (年度) of the latest assessments. */
  public static final int FISCAL_YEAR = 2026;

  private static final long SEED = 20261123;
  private static final int WITHOUT_APPLICATION = 210;

  public DemoPeople {
    residents = List.copyOf(residents);
    applications = List.copyOf(applications);
  }

  /** Makes them. */
  public static DemoPeople make() {
    Population population = Population.of(SEED, WITHOUT_APPLICATION, FISCAL_YEAR);
    List<Application> applications = DemoApplications.in(population);
    return new DemoPeople(population.residents(), applications);
  }
}
