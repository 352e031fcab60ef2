package jp.linkage.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OldestUnsealedTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final OldestUnsealed oldest = new OldestUnsealed();
  private long seconds = -5;

  @Test
  void look_everythingSealed_zero() {
    assertEquals(0, look(0, 0));
    assertEquals(0, look(10, 10));
    assertEquals(0, look(10, 9));
  }

  @Test
  void look_nothingSealed_ageOfTheFirst() {
    assertEquals(0, look(10, 11));
    assertEquals(1, look(10, 20));
    assertEquals(2, look(10, 20));
    assertEquals(3, look(10, 90));
  }

  @Test
  void look_sealedSlowly_ageOfTheOldestThatIsLeftNotOfTheLastProgress() {
    look(0, 10);
    look(0, 20);
    look(0, 30);
    // the records 10 to 19 were there at the second look
    assertEquals(2, look(10, 30));
    assertEquals(3, look(19, 40));
    assertEquals(3, look(20, 50));
    assertEquals(0, look(50, 50));
    assertEquals(0, look(50, 51));
    assertEquals(1, look(50, 51));
  }

  @Test
  void look_sealedAsTheyCome_zeroThoughSomeAreMissingAtEveryLook() {
    for (int end = 10; end < 1_000; end += 10) {
      assertEquals(0, look(end - 5, end));
    }
  }

  @Test
  void look_forMoreThanAnHour_ageOfTheFirst() {
    look(0, 1);
    for (int end = 2; end < 5_000; end++) {
      look(0, end);
    }
    assertEquals(4_999, look(0, 5_000));
  }

  private long look(long sealed, long end) {
    return oldest.look(sealed, end, seconds++ * SECOND).toSeconds();
  }
}
