/** How commands reach OCI registries: options, logins of the user, one client per command. */
@NullMarked
package dev.capstan.cli.registry;

import org.jspecify.annotations.NullMarked;
