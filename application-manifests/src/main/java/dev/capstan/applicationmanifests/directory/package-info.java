/** Sources that are folders of manifests. */
@NullMarked
package dev.capstan.applicationmanifests.directory;

import org.jspecify.annotations.NullMarked;
