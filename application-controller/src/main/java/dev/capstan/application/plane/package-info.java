/** What the control-plane namespace says. */
@NullMarked
package dev.capstan.application.plane;

import org.jspecify.annotations.NullMarked;
