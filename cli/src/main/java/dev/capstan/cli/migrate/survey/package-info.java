/** What of Flux is in a cluster: its controllers with their settings, its kinds and its objects. Reads only. */
@NullMarked
package dev.capstan.cli.migrate.survey;

import org.jspecify.annotations.NullMarked;
