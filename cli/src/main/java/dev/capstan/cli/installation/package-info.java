/** Controllers on a cluster, for as long as a command needs them. */
@NullMarked
package dev.capstan.cli.installation;

import org.jspecify.annotations.NullMarked;
