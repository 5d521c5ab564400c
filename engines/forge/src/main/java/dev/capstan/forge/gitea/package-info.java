/** Pull requests of Gitea and Forgejo by their API, version 1. */
@NullMarked
package dev.capstan.forge.gitea;

import org.jspecify.annotations.NullMarked;
