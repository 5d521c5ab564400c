/** What must hold before something comes into an environment: each gate with its state in words and when it changes by itself. */
@NullMarked
package dev.capstan.promotion.gate;

import org.jspecify.annotations.NullMarked;
