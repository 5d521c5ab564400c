/** Who we are for the remote of a GitRepository: credentials out of Secrets, tokens of GitHub Apps, the identity at Azure DevOps. */
@NullMarked
package dev.capstan.access.git;

import org.jspecify.annotations.NullMarked;
