/** Merge requests of GitLab by the REST API, version 4. */
@NullMarked
package dev.capstan.forge.gitlab;

import org.jspecify.annotations.NullMarked;
