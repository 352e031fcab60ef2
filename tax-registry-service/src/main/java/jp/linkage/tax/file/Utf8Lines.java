package jp.linkage.tax.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import jp.linkage.tax.assessment.Expectation;

/**
 * The lines of a stream that must be UTF-8, with or without a byte order mark, ended by LF or CR
 * LF. Holds one line in memory, and of a line that is too long only its beginning.
 */
final class Utf8Lines {
  /** Far more than the longest line of an assessment has. */
  static final int LONGEST_LINE = 64 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final Charset EUC_JP = Charset.forName("EUC-JP");

  private final InputStream in;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private long offset;
  private int number;

  Utf8Lines(InputStream in) {
    this.in = new BufferedInputStream(in, LONGEST_LINE);
  }

  /** What was found where the next line was expected. */
  sealed interface Next {}

  record Line(int number, String text) implements Next {}

  /** A line of more than {@link #LONGEST_LINE} bytes; the next one can be read. */
  record TooLong(int number) implements Next {}

  /** Bytes that are not UTF-8; nothing more can be read. */
  record NotUtf8(Fault fault) implements Next {}

  record End() implements Next {}

  Next next() throws IOException {
    long start = offset;
    int length = 0;
    boolean tooLong = false;
    int octet = in.read();
    if (octet < 0) {
      return new End();
    }
    number++;
    while (octet >= 0 && octet != '\n') {
      if (length < LONGEST_LINE) {
        buffer[length++] = (byte) octet;
      } else {
        tooLong = true;
      }
      offset++;
      octet = in.read();
    }
    offset += octet < 0 ? 0 : 1;
    if (tooLong) {
      return new TooLong(number);
    }
    int begin = number == 1 && startsWithByteOrderMark(length) ? BYTE_ORDER_MARK.length : 0;
    int end = length > begin && buffer[length - 1] == '\r' ? length - 1 : length;
    return decode(start, begin, end);
  }

  private Next decode(long start, int begin, int end) {
    CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
    ByteBuffer octets = ByteBuffer.wrap(buffer, begin, end - begin);
    CharBuffer text = CharBuffer.allocate(end - begin);
    boolean malformed =
        decoder.decode(octets, text, true).isError() || decoder.flush(text).isError();
    int wrongAt = malformed ? octets.position() : indexOfNul(begin, end);
    if (wrongAt >= 0) {
      return new NotUtf8(
          Fault.ofEncoding(number, start + wrongAt, expectation(start + wrongAt, begin, end)));
    }
    return new Line(number, text.flip().toString());
  }

  private Expectation expectation(long wrongAt, int begin, int end) {
    String found = guess(begin, end).map(name -> "; the file looks like " + name).orElse("");
    String foundJa = guess(begin, end).map(name -> "。このファイルは " + name + " のようです").orElse("");
    return new Expectation(
        "UTF-8; byte " + wrongAt + " (from 0) is not" + found,
        "UTF-8。先頭から" + wrongAt + "バイト目(0起算)が不正です" + foundJa);
  }

  /** Names the encoding of the wrong line, where its bytes fit one that is common in Japan. */
  private Optional<String> guess(int begin, int end) {
    // UTF-16 has NUL bytes in every ASCII character, and often a mark at the beginning
    if (indexOfNul(begin, end) >= 0) {
      return Optional.of("UTF-16");
    }
    ByteBuffer line = ByteBuffer.wrap(buffer, begin, end - begin);
    // EUC-JP first: nearly every text in it is also a row of half-width katakana in Shift_JIS,
    // while real Shift_JIS has lead bytes from 0x81 to 0x9F, which EUC-JP does not use
    if (decodes(line, EUC_JP)) {
      return Optional.of("EUC-JP");
    }
    return decodes(line, SHIFT_JIS) ? Optional.of("Shift_JIS") : Optional.empty();
  }

  private boolean startsWithByteOrderMark(int length) {
    return length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  private int indexOfNul(int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (buffer[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean decodes(ByteBuffer octets, Charset charset) {
    try {
      strict(charset).decode(octets.duplicate());
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
