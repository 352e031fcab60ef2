package jp.linkage.local.verify.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.linkage.local.verify.database.Identities.Difference;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  private static final int LEAVES = 5000;
  private static final List<Optional<String>> OPEN =
      List.of(Optional.empty(), Optional.of("open"), Optional.empty());

  private final Identities identities;

  IdentitiesTest() throws IOException {
    identities = new Identities(LEAVES);
  }

  @AfterEach
  void close() throws IOException {
    identities.close();
  }

  private static Bytes identity(int number) {
    return Bytes.of(Arrays.copyOf(Sha256.of(("identity " + number).getBytes(UTF_8)), 16));
  }

  private static List<Optional<Optional<String>>> says(String time, String outcome) {
    return List.of(
        Optional.of(Optional.of(time)),
        Optional.of(Optional.of(outcome)),
        Optional.of(Optional.of("[" + outcome + "]")));
  }

  private static List<Optional<String>> stored(String time, String outcome) {
    return says(time, outcome).stream().map(Optional::orElseThrow).toList();
  }

  /** As many as there is room for, so that most of them meet others on their way. */
  @Test
  void first_everyLeafOfAFullTable_isFoundAgain() {
    for (int i = 0; i < LEAVES; i++) {
      assertEquals(i, identities.first(identity(i), i));
    }
    for (int i = 0; i < LEAVES; i++) {
      assertEquals(i, identities.first(identity(i), LEAVES + i));
    }
  }

  @Test
  void compare_rowThatSaysWhatTheLastReleaseSays_isNoDifference() {
    identities.first(identity(1), 0);
    identities.stored(identity(1), stored("t2", "answered"), OPEN);
    identities.released(identity(1), 1, says("t1", "deferred"));
    identities.released(identity(1), 2, says("t2", "answered"));
    assertEquals(Optional.empty(), identities.compare().first());
  }

  @Test
  void compare_rowThatSaysWhatAnEarlierReleaseSaid_namesTheLast() {
    identities.first(identity(1), 0);
    identities.stored(identity(1), stored("t1", "answered"), OPEN);
    identities.released(identity(1), 1, says("t1", "answered"));
    identities.released(identity(1), 2, says("t2", "answered"));
    assertEquals(
        Optional.of(new Difference(0, "released_at", Optional.of(2L))),
        identities.compare().first());
  }

  @Test
  void compare_rowOfNoRelease_mustBeOpen() {
    identities.first(identity(1), 7);
    identities.stored(identity(1), stored("t1", "answered"), OPEN);
    identities.first(identity(2), 3);
    identities.stored(
        identity(2), List.of(Optional.empty(), Optional.of("answered"), Optional.empty()), OPEN);
    assertEquals(
        Optional.of(new Difference(3, "outcome", Optional.empty())), identities.compare().first());
    assertEquals(2, identities.compare().requests());
  }

  /** The order of the log counts: a release of what is not asked yet releases nothing. */
  @Test
  void compare_releaseBeforeItsRequest_changesNothing() {
    identities.released(identity(1), 0, says("t1", "answered"));
    identities.first(identity(1), 1);
    identities.stored(identity(1), OPEN, OPEN);
    assertEquals(Optional.empty(), identities.compare().first());
  }

  @Test
  void compare_whatNoKeyOpens_isCountedAndTheTimeCompared() {
    identities.first(identity(1), 0);
    identities.stored(identity(1), stored("t1", "refused"), OPEN);
    identities.released(
        identity(1),
        1,
        List.of(Optional.of(Optional.of("t1")), Optional.empty(), Optional.empty()));
    assertEquals(Optional.empty(), identities.compare().first());
    assertEquals(2, identities.compare().withoutKey());
    identities.stored(identity(1), stored("t9", "refused"), OPEN);
    identities.released(
        identity(1),
        1,
        List.of(Optional.of(Optional.of("t1")), Optional.empty(), Optional.empty()));
    assertEquals("released_at", identities.compare().first().orElseThrow().column());
  }
}
