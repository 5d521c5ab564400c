/** Pull requests of GitHub and GitHub Enterprise by the REST API, version 2022-11-28. */
@NullMarked
package dev.capstan.forge.github;

import org.jspecify.annotations.NullMarked;
