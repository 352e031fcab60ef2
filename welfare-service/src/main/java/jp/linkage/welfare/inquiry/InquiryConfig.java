package jp.linkage.welfare.inquiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How this office inquires. */
@ConfigMapping(prefix = "linkage.welfare")
public interface InquiryConfig {
  /**
   * How long the inquiries for one application may take before somebody else may take them over,
   * because the process that sent them must have died.
   */
  @WithDefault("PT3M")
  Duration inquiryLease();

  /**
   * Agency ids by municipality code, where the manifest has several providers of one municipality.
   */
  Map<String, String> taxRegistries();
}
