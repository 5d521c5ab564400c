/**
 * A small smart-HTTP Git server for repositories and plain folders on this machine, made for the loopback interface: the demo,
 * {@code capstan up} on a local folder, and tests. It has no accounts and must not be given an outside address.
 */
@NullMarked
package dev.capstan.git.serve;

import org.jspecify.annotations.NullMarked;
