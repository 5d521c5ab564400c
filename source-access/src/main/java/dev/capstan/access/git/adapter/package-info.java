/** Tokens for real: GitHub and the clouds behind the ports of this feature. */
@NullMarked
package dev.capstan.access.git.adapter;

import org.jspecify.annotations.NullMarked;
