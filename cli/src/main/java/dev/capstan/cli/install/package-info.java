/** Installs Capstan in a cluster. */
@NullMarked
package dev.capstan.cli.install;

import org.jspecify.annotations.NullMarked;
