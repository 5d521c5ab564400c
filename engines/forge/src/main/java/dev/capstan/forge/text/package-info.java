/** What a pull request says. Everything that comes from others is written so that no forge takes it for markup. */
@NullMarked
package dev.capstan.forge.text;

import org.jspecify.annotations.NullMarked;
