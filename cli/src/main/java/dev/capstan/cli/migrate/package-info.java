/** {@code capstan migrate}: a cluster that other controllers of the toolkit look after becomes one of Capstan, and back. */
@NullMarked
package dev.capstan.cli.migrate;

import org.jspecify.annotations.NullMarked;
