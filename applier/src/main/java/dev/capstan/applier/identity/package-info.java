/** With whose rights objects are applied, and where. Values and ports; a choice never falls back to other rights. */
@NullMarked
package dev.capstan.applier.identity;

import org.jspecify.annotations.NullMarked;
