/**
 * The demo: residents are registered and enrolled, assessments imported, applications taken in,
 * denied and interrupted exchanges tried; what happened is told in words and in a report.
 */
@NullMarked
package jp.linkage.local.demo;

import org.jspecify.annotations.NullMarked;
