/**
 * Asking other agencies: who has to be asked about whom ({@link
 * jp.linkage.welfare.inquiry.PlanInquiries}, pure), sending the inquiries side by side, reading
 * what comes back as facts, and inquiries of their own that a caseworker sends.
 */
@NullMarked
package jp.linkage.welfare.inquiry;

import org.jspecify.annotations.NullMarked;
