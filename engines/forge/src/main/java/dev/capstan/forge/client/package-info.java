/** Opens the pull requests of a repository, whatever the forge. */
@NullMarked
package dev.capstan.forge.client;

import org.jspecify.annotations.NullMarked;
