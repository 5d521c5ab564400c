/**
 * What HTTP and SSH connections share: limits on streams, failures on their way through JGit, and a JGit that reads
 * no configuration of this machine.
 */
@NullMarked
package dev.capstan.git.transport;

import org.jspecify.annotations.NullMarked;
