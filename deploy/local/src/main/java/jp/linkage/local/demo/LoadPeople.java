package jp.linkage.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.people.AgencyFiles;
import jp.linkage.local.people.City;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;

/**
 * Brings the demo's residents into the agencies, each the way its own staff would: the resident
 * registry registers, the others enrol by number once, the tax offices import assessments.
 */
public final class LoadPeople {
  private static final long PATIENCE_MILLIS = 300_000;

  private final Offices offices;
  private final ResidentRegistry registry;
  private final Consumer<String> progress;

  /** Loads through these offices. */
  public LoadPeople(Offices offices, ResidentRegistry registry, Consumer<String> progress) {
    this.offices = offices;
    this.registry = registry;
    this.progress = progress;
  }

  /** Loads everybody; returns when the imports are completed. */
  public void load(List<Resident> residents) {
    progress.accept(
        "the resident registry registers "
            + residents.stream().filter(Resident::registered).count()
            + " residents at the audit-service");
    registry.register(
        residents.stream().filter(Resident::registered).map(Resident::number).toList());
    progress.accept("the welfare office enrols them");
    enrol(offices.welfare(), AgencyFiles.welfarePersons(residents));
    for (City city : City.values()) {
      progress.accept("the tax office of " + city + " enrols its taxpayers, imports assessments");
      BackOfficeHttp tax = offices.tax(city);
      enrol(tax, AgencyFiles.taxPersons(residents, city));
      JsonNode received =
          tax.post(
                  "/v1/imports?mode=whole-file",
                  "application/x-ndjson",
                  AgencyFiles.assessments(residents, city))
              .orThrow();
      awaitImport(tax, received.path("id").asText());
      for (Resident resident : residents) {
        if (resident.taxCities().contains(city)) {
          resident
              .protection()
              .ifPresent(level -> protect(tax, resident.taxAddressee(city), level));
        }
      }
    }
  }

  private static void protect(BackOfficeHttp tax, String addressee, String level) {
    tax.put("/v1/persons/" + addressee + "/protection", Map.of("level", level, "reason", "支援措置"))
        .orThrow();
  }

  private static void enrol(BackOfficeHttp office, String csv) {
    JsonNode started = office.post("/v1/persons/import", "text/csv", csv).orThrow();
    await(office, "/v1/persons/import/" + started.path("id").asText(), "completed");
  }

  private static void awaitImport(BackOfficeHttp tax, String id) {
    await(tax, "/v1/imports/" + id, "completed");
  }

  private static void await(BackOfficeHttp office, String path, String wanted) {
    long limit = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      String state = office.get(path).orThrow().path("state").asText();
      if (state.equals(wanted)) {
        return;
      }
      if (List.of("failed", "rejected", "interrupted").contains(state)
          || System.currentTimeMillis() > limit) {
        throw new IllegalStateException(path + " is " + state);
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
