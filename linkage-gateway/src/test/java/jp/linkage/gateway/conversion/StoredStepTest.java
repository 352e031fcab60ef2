package jp.linkage.gateway.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jp.linkage.gateway.config.TestGatewayKeys;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.LogReaderExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.permission.PermissionTable;
import org.junit.jupiter.api.Test;

class StoredStepTest {
  private final TestParties parties = new TestParties();
  private final Manifest manifest = parties.manifest(1, PermissionTable.bundled(), Map.of());
  private final ConvertBlindly convert = new ConvertBlindly(TestGatewayKeys.of(parties.gateway()));

  @Test
  void step_ofEnrol_makesTheSameM2Again() {
    restored(people(ExchangeType.ENROL, TestParties.AOBA_WELFARE), 389);
  }

  @Test
  void step_ofRegister_makesTheSameM2Again() {
    restored(people(ExchangeType.REGISTER, TestParties.AOBA_RESIDENTS), 162);
  }

  @Test
  void step_ofReadlog_makesTheSameM2Again() {
    Header header =
        TestHeaders.own(manifest.hash(), ExchangeType.READLOG, TestParties.AOBA_RESIDENTS, 2);
    PersonToken token =
        PersonToken.ofNumber(
            TestNumbers.numbered(1).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    restored(new LogReaderExchange(manifest).build(header, List.of(token, token)).request(), 162);
  }

  @Test
  void step_ofAnotherNumberOfItems_isRefused() {
    ExchangeRequest request = signed(people(ExchangeType.ENROL, TestParties.AOBA_WELFARE));
    Bytes stored = StoredStep.encode(convert.convert(request, manifest));
    Bytes shorter = Bytes.of(java.util.Arrays.copyOf(stored.toArray(), 389));
    assertThrows(IllegalStateException.class, () -> StoredStep.decode(request, shorter));
  }

  private void restored(UnsignedRequest unsigned, int sizeOfAnItem) {
    ExchangeRequest request = signed(unsigned);
    List<ConversionItem> items = convert.convert(request, manifest);
    Bytes stored = StoredStep.encode(items);
    assertEquals(sizeOfAnItem * items.size(), stored.length());
    assertArrayEquals(m2(request, items), m2(request, StoredStep.decode(request, stored)));
  }

  private static byte[] m2(ExchangeRequest request, List<ConversionItem> items) {
    return new ConversionRequest(request.header(), request.assertion(), items).bytes();
  }

  private UnsignedRequest people(ExchangeType type, AgencyId agency) {
    Header header = TestHeaders.own(manifest.hash(), type, agency, 2);
    List<MyNumber> numbers =
        IntStream.range(0, 2).mapToObj(TestNumbers::numbered).map(MyNumber::parse).toList();
    return new EnrollerExchange(manifest).build(header, numbers);
  }

  private ExchangeRequest signed(UnsignedRequest request) {
    var keys = new AgencyKeys(parties.agency(request.header().agency()));
    return request.sign(keys, new AgencyJwts(), Instant.now());
  }
}
