package jp.linkage.audit;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TileSource;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * Reads and verifies the log over HTTP as anybody can, with the log's keys of the signed manifest
 * and the library.
 */
public final class OutsideReader implements TileSource {
  private final TrustPolicy policy;
  private final Map<Tile, HashTile> fetched = new HashMap<>();

  /** Trusts the keys that the manifest names. */
  public OutsideReader(Manifest manifest) {
    this.policy = TrustPolicy.unwitnessed(manifest.audit().logVerifierKeys());
  }

  /** What a checkpoint must hold under. */
  public TrustPolicy policy() {
    return policy;
  }

  /** The newest checkpoint, verified. */
  public SignedCheckpoint checkpoint() {
    SignedCheckpoint signed =
        SignedCheckpoint.parse(
            given().get("/log/v1/checkpoint").then().statusCode(200).extract().asByteArray());
    policy.verify(signed);
    return signed;
  }

  /** The newest checkpoint as soon as it has so many entries. */
  public SignedCheckpoint checkpointOf(long size) {
    Waiting.until("a checkpoint of " + size, () -> checkpoint().checkpoint().size() >= size);
    return checkpoint();
  }

  /** Fetches the tiles of a proof and verifies it. */
  public void verifyInclusion(byte[] entry, long index, SignedCheckpoint in) {
    long size = in.checkpoint().size();
    TlogProof.of(index, tree(size).inclusionPath(index, size), in)
        .verify(MerkleTree.leafHash(entry), policy);
  }

  /** Fetches the tiles of a proof of consistency and verifies it. */
  public void verifyConsistency(Checkpoint older, Checkpoint newer) {
    newer.verifyGrownFrom(
        older,
        older.size() == 0
            ? List.of()
            : tree(newer.size()).consistencyProof(older.size(), newer.size()).stream()
                .map(Bytes::of)
                .toList());
  }

  private TreeReader tree(long size) {
    return new TreeReader(new TileReader(this, size));
  }

  @Override
  public Map<Tile, HashTile> read(Set<Tile> tiles) {
    tiles.forEach(tile -> fetched.computeIfAbsent(tile, OutsideReader::fetch));
    return fetched;
  }

  private static HashTile fetch(Tile tile) {
    Response response = given().get("/log/v1/" + tile.path());
    if (response.statusCode() != 200) {
      throw new AssertionError(tile.path() + ": " + response.statusCode());
    }
    return HashTile.of(tile, response.asByteArray());
  }
}
