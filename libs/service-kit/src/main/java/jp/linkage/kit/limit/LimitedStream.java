package jp.linkage.kit.limit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that fails instead of giving more than so many bytes. */
final class LimitedStream extends FilterInputStream {
  private final Supplier<RuntimeException> tooMuch;
  private long left;

  LimitedStream(InputStream in, long limit, Supplier<RuntimeException> tooMuch) {
    super(in);
    this.left = limit;
    this.tooMuch = tooMuch;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    if (octet >= 0) {
      count(1);
    }
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long octets) {
    left -= octets;
    if (left < 0) {
      throw tooMuch.get();
    }
  }
}
