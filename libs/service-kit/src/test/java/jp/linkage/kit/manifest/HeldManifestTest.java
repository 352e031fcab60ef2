package jp.linkage.kit.manifest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.ManifestRefused;
import jp.linkage.protocol.manifest.SignedManifest;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protocol §3 and §5.8 of the design: which manifest a party works under. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class HeldManifestTest {
  TestWorld world;
  @Inject HeldManifest held;
  @Inject ManifestConfig config;
  @Inject PermissionTableConfig table;
  @Inject ManifestStateRows rows;
  @Inject Event<ManifestAccepted> accepted;

  /** Leaves files that are in force, for the next test and for those of other classes. */
  @AfterEach
  void putTheFilesBack() throws IOException {
    Files.write(world.permissionTableFile(), world.permissionTable());
    publish(world.manifest(held.current().manifest().serial() + 1));
  }

  private void publish(Manifest manifest) throws IOException {
    publish(SignedManifest.sign(manifest, world.parties().authority()).bytes());
  }

  private void publish(byte[] file) throws IOException {
    Files.write(world.manifestFile(), file);
    held.takeNewer();
  }

  @Test
  void manifest_newer_takesOverAndThePreviousIsStillAccepted() throws IOException {
    Bytes before = held.current().hash();
    Manifest next = world.manifest(held.current().manifest().serial() + 1);
    publish(next);
    assertEquals(next.hash(), held.current().hash());
    assertTrue(held.byHash(before).isPresent());
    assertTrue(held.byHash(next.hash()).isPresent());
    given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("manifest"));
  }

  @Test
  void manifest_older_isNotUsed() throws IOException {
    publish(world.manifest(held.current().manifest().serial() + 5));
    Bytes before = held.current().hash();
    publish(world.manifest(held.current().manifest().serial() - 1));
    assertEquals(before, held.current().hash());
  }

  @Test
  void manifest_withTheSameSerialAndOtherContent_isNotUsed() throws IOException {
    publish(world.manifest(held.current().manifest().serial() + 1));
    Bytes before = held.current().hash();
    Instant now = WireInstant.millis(Instant.now());
    Manifest other =
        world
            .parties()
            .manifest(
                held.current().manifest().serial(),
                world.permissionTable(),
                Map.of(),
                now.minus(Duration.ofHours(2)),
                now.plus(Duration.ofDays(1)));
    publish(other);
    assertEquals(before, held.current().hash());
    assertFalse(held.byHash(other.hash()).isPresent());
  }

  @Test
  void manifest_signedBySomebodyElse_isNotUsed() throws IOException {
    Bytes before = held.current().hash();
    Manifest next = world.manifest(held.current().manifest().serial() + 1);
    publish(SignedManifest.sign(next, new TestParties().authority()).bytes());
    assertEquals(before, held.current().hash());
    publish("{}".getBytes(StandardCharsets.UTF_8));
    assertEquals(before, held.current().hash());
  }

  @Test
  void manifest_forAnotherPermissionTable_waitsForTheTable() throws IOException {
    Bytes before = held.current().hash();
    String longer = new String(world.permissionTable(), StandardCharsets.UTF_8) + "\n# later\n";
    byte[] table = longer.getBytes(StandardCharsets.UTF_8);
    long serial = held.current().manifest().serial();
    Manifest next = world.parties().manifest(serial + 1, table, Map.of());
    publish(next);
    assertEquals(before, held.current().hash());
    Files.write(world.permissionTableFile(), table);
    held.takeNewer();
    assertEquals(next.hash(), held.current().hash());
    // each header is judged by the table that its manifest names
    assertEquals(Bytes.sha256(table), held.current().table().hash());
    assertEquals(Bytes.sha256(world.permissionTable()), held.require(before).table().hash());
    Files.write(world.permissionTableFile(), world.permissionTable());
    publish(world.manifest(serial + 2));
  }

  @Test
  void manifest_withARoleThatTheTableDoesNotKnow_isNotUsedAndNoServiceStartsWithIt()
      throws IOException {
    Bytes before = held.current().hash();
    long serial = held.current().manifest().serial();
    publish(withRole(world.manifest(serial + 1), new AgencyRole("no-such-role")));
    assertEquals(before, held.current().hash());
    var starting = new HeldManifest(config, table, rows, accepted, Clock.systemUTC());
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> starting.start(new StartupEvent()));
    assertEquals(
        ManifestRefused.Reason.UNKNOWN_ROLE,
        assertInstanceOf(ManifestRefused.class, refusal.getCause()).reason());
    publish(world.manifest(serial + 2));
    assertEquals(serial + 2, held.current().manifest().serial());
  }

  private static Manifest withRole(Manifest manifest, AgencyRole role) {
    List<ManifestAgency> agencies = new ArrayList<>(manifest.agencies());
    ManifestAgency last = agencies.removeLast();
    agencies.add(
        new ManifestAgency(
            last.id(),
            last.name(),
            last.municipalityCode(),
            Set.of(role),
            last.providerRoles(),
            last.rights(),
            last.impactAssessmentPublished(),
            last.endpoint(),
            last.keys(),
            last.possession(),
            last.hpkeKey(),
            last.signingKey()));
    return new Manifest(
        manifest.serial(),
        manifest.epoch(),
        manifest.notBefore(),
        manifest.notBefore(),
        manifest.expiresAt(),
        manifest.permissionTable(),
        manifest.gateway(),
        manifest.audit(),
        agencies);
  }

  @Test
  void header_underAnUnknownManifest_isAMismatch() {
    assertThrows(ProblemException.class, () -> held.require(Bytes.sha256(new byte[] {1})));
  }
}
