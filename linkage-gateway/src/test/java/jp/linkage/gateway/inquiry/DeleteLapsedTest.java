package jp.linkage.gateway.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.TestParties;
import org.junit.jupiter.api.Test;

@GatewayTest
class DeleteLapsedTest {
  private static final Bytes STEP = Bytes.of(new byte[389]);

  @Inject ExchangeRows rows;
  @Inject GatewayConfig config;

  @Test
  void exchange_pastItsRetention_isDeletedAndOthersStay() {
    Instant now = TestHeaders.now();
    ExchangeId lapsed = bind(now, Duration.ofSeconds(1));
    ExchangeId valid = bind(now, Duration.ofHours(6));

    deleteAt(now.plus(config.retention().afterExpiry()));
    assertTrue(rows.stored(lapsed).isPresent(), "clocks may differ a little");

    deleteAt(now.plus(config.retention().afterExpiry()).plusSeconds(2));
    assertEquals(Optional.empty(), rows.stored(lapsed));
    assertTrue(rows.stored(valid).isPresent());
  }

  @Test
  void exchanges_moreThanOneTransactionDeletes_areAllDeleted() {
    Instant now = TestHeaders.now();
    var ids =
        IntStream.range(0, config.retention().batch() + 5)
            .mapToObj(_ -> bind(now, Duration.ofSeconds(1)))
            .toList();
    deleteAt(now.plus(config.retention().afterExpiry()).plusSeconds(2));
    assertTrue(ids.stream().allMatch(id -> rows.stored(id).isEmpty()));
  }

  @Test
  void completion_ofADeletedExchange_tellsThatItIsGone() {
    Instant now = TestHeaders.now();
    ExchangeId lapsed = bind(now, Duration.ofSeconds(1));
    deleteAt(now.plus(config.retention().afterExpiry()).plusSeconds(2));
    assertEquals(Optional.empty(), rows.complete(lapsed, STEP));
  }

  private ExchangeId bind(Instant now, Duration validity) {
    Header header =
        Header.convert(
            TestHeaders.hash(1),
            ExchangeId.next(),
            TestParties.AOBA_WELFARE,
            TestParties.AOBA_TAX,
            1,
            TestHeaders.basis("144", "disability-support-benefits", "1", "applicant"),
            TestHeaders.occasion(),
            Validity.of(now, validity));
    rows.bind(header, TestHeaders.hash(2), STEP);
    return header.exchangeId();
  }

  private void deleteAt(Instant instant) {
    new DeleteLapsed(rows, config, Clock.fixed(instant, ZoneOffset.UTC)).delete();
  }
}
