package jp.linkage.gateway.manifest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.permission.PermissionTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@GatewayTest
class ManifestResourceTest {
  @Nullable TestWorld world;

  private TestWorld world() {
    return Objects.requireNonNull(world);
  }

  @Test
  void manifest_isTheSignedFile() throws IOException {
    byte[] body =
        given()
            .when()
            .get("/linkage/v1/manifest")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .extract()
            .asByteArray();
    assertArrayEquals(Files.readAllBytes(world().manifestFile()), body);
    var accept = new AcceptManifest(world().parties().authority().publicKey());
    assertEquals(
        world().manifest().hash(),
        accept
            .accept(
                body,
                world().manifest().manifest().permissionTable(),
                Optional.empty(),
                Instant.now())
            .hash());
  }

  @Test
  void manifest_thatTheCallerHolds_isNotSentAgain() {
    String tag = given().when().get("/linkage/v1/manifest").header("ETag");
    assertEquals("\"" + world().manifest().hash().text() + "\"", tag);
    given().header("If-None-Match", tag).when().get("/linkage/v1/manifest").then().statusCode(304);
  }

  @Test
  void permissionTable_isTheOneThatTheManifestNames() {
    byte[] body =
        given()
            .when()
            .get("/linkage/v1/permission-table")
            .then()
            .statusCode(200)
            .header("Content-Type", startsWith("application/yaml"))
            .extract()
            .asByteArray();
    assertArrayEquals(world().permissionTable(), body);
    assertEquals(
        world().manifest().manifest().permissionTable(), PermissionTable.parse(body).hash());
  }

  @Test
  void openApi_describesBothAudiences() {
    given()
        .when()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("/linkage/v1/exchanges"))
        .body(containsString("/linkage/v1/manifest"))
        .body(containsString("/linkage/v1/permission-table"))
        .body(containsString("/v1/exchanges"));
  }
}
