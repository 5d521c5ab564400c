/** Why objects are reconciled, and in which order: what must not be lost between a change and the run that it causes. */
@NullMarked
package dev.capstan.applier.trigger;

import org.jspecify.annotations.NullMarked;
