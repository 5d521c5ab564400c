/**
 * The complete record of one apply, for the event stream and the audit trail.
 */
@NullMarked
package dev.capstan.apply.record;

import org.jspecify.annotations.NullMarked;
