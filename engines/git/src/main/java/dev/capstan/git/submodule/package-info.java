/** What {@code .gitmodules} says, checked so that nothing in it can lead anywhere but to a remote repository. Fetches nothing. */
@NullMarked
package dev.capstan.git.submodule;

import org.jspecify.annotations.NullMarked;
