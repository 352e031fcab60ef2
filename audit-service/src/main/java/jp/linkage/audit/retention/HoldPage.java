package jp.linkage.audit.retention;

import java.util.List;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Holds, the newest first. */
@Schema(name = "HoldPage")
record HoldPage(List<LegalHold> holds, LoggedView view) {}
