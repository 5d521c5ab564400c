/** Takes Capstan out of a cluster, and leaves what it has applied. */
@NullMarked
package dev.capstan.cli.uninstall;

import org.jspecify.annotations.NullMarked;
