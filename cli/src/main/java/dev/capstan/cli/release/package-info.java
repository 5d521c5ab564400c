/** HelmReleases and their revisions, for the commands about them. */
@NullMarked
package dev.capstan.cli.release;

import org.jspecify.annotations.NullMarked;
