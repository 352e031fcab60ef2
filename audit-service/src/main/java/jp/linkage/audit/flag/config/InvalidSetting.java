package jp.linkage.audit.flag.config;

/** A file of thresholds that does not have its form. */
public final class InvalidSetting extends IllegalArgumentException {

  /**
   * @param key of the file
   * @param expected what it should have
   */
  InvalidSetting(String key, String expected) {
    super(key + ": expected " + expected);
  }
}
